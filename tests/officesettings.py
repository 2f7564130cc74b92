"""The settings that are proposed for three of the tables, whole."""

SETTINGS_OF_EQUALITY = """\
[guideline]

# ここから「---」までは、一覧の見出し・番号・言葉から見立てた設定です。違うところは書き換えてください。
# 【要確認】は、一覧だけでは決められないところです。決めたら、その説明ごと消してください。

[columns]
number   = ["番号"]                # 3行目の見出し「番号」から
title    = ["具体的施策"]          # 3行目の見出し「具体的施策」から
status   = ["R4 進捗", "R5 進捗"]  # 3行目の見出し「R4 進捗」「R5 進捗」から（年ごと。古い順）
results  = ["R5年度の取組実績"]    # 3行目の見出し「R5年度の取組実績」から
required = ["number", "title", "status", "results"]  # この表にある列

[[level]]
name = "基本目標"
mark = "基本目標Ⅰ"  # 4行目「基本目標Ⅰ 人権の尊重」から

[[level]]
name   = "重点課題"
mark   = "重点課題1"  # 5行目「重点課題1 意識づくり」から
series = "all"        # 番号が表の全体を通して続くので

[[level]]
name = "小項目"  # 【要確認】見出しの呼び名「小項目」は仮のものです。計画での呼び名に書き換えてください
mark = "（1）"   # 6行目「（1）広報・啓発」から

[[column]]
head = "担当課"      # 3行目の見出し「担当課」から
kind = "department"  # 欄が課の名前なので

# 3行目の見出し「R4 進捗」「R5 進捗」の欄の言葉
[[status]]
word = "実施済"
done = true  # 終わったもの

[[status]]
word = "実施中"

[[status]]
word    = "未実施"
started = false  # まだ始めていないもの

# ---

# ここから下は、例です。
"""

SETTINGS_OF_INDICATORS = """\
[guideline]

# ここから「---」までは、一覧の見出し・番号・言葉から見立てた設定です。違うところは書き換えてください。
# 【要確認】は、一覧だけでは決められないところです。決めたら、その説明ごと消してください。

[columns]
title    = ["重要業績評価指標（KPI）"]  # 2行目の見出し「重要業績評価指標（KPI）」から
status   = ["判定"]                     # 2行目の見出し「判定」から
required = ["title", "status"]          # この表にある列

[[level]]
name   = "基本目標"
column = "基本目標"  # 2行目の見出し「基本目標」から
mark   = "1"         # 列の初めの「1 しごとをつくる」から

[[level]]
name   = "施策"
column = "施策"  # 2行目の見出し「施策」から
mark   = "1-1"   # 列の初めの「1-1 起業の支援」から

[measure]
name = "指標"  # 2行目の見出し「重要業績評価指標（KPI）」から
mark = "①"    # 3行目の「①創業の件数」から

[[column]]
head = "基準値"  # 2行目の見出し「基準値」から
kind = "number"  # 欄が数なので

[[column]]
head = "目標値"  # 2行目の見出し「目標値」から
kind = "number"  # 欄が数なので

[[column]]
head = "実績値"  # 2行目の見出し「実績値」から
kind = "number"  # 欄が数なので

[[column]]
head   = "達成率"   # 2行目の見出し「達成率」から
kind   = "percent"  # 欄が割合なので
target = "目標値"   # 5 行で 実績値÷目標値 と合うので
actual = "実績値"

# 2行目の見出し「判定」の欄の言葉
# 【要確認】「Ａ」「Ｂ」「Ｃ」の意味が分かりません。終わったものには done = true、始めていないものには started = false、数に入れないものには counted = false を書き足してください
[[status]]
word = "Ａ"

[[status]]
word = "Ｂ"

[[status]]
word = "Ｃ"

# ---

# ここから下は、例です。
"""

SETTINGS_OF_WELFARE = """\
[guideline]

# ここから「---」までは、一覧の見出し・番号・言葉から見立てた設定です。違うところは書き換えてください。
# 【要確認】は、一覧だけでは決められないところです。決めたら、その説明ごと消してください。

[columns]
title     = ["取組"]          # 2行目の見出し「取組」から
status    = ["実施状況"]      # 2行目の見出し「実施状況」から
proposal  = ["今後の方向性"]  # 2行目の見出し「今後の方向性」から
rationale = ["方向性の理由"]  # 2行目の見出し「方向性の理由」から
required  = ["number", "title", "status", "proposal", "rationale"]  # この表にある列

[[level]]
name = "章"
mark = "第1章"  # 3行目「第1章 支え合う地域」から

[[level]]
name = "小項目"  # 【要確認】見出しの呼び名「小項目」は仮のものです。計画での呼び名に書き換えてください
mark = "1"       # 4行目「1 見守り」から

[measure]
name   = "取組"     # 2行目の見出し「取組」から
series = "restart"  # 番号が見出しごとに 1 から始まるので

[[column]]
head = "所管課"      # 2行目の見出し「所管課」から
kind = "department"  # 欄が課の名前なので

# 2行目の見出し「実施状況」の欄の言葉
[[status]]
word = "完了"
done = true  # 終わったもの

[[status]]
word = "実施中"

[[status]]
word    = "未着手"
started = false  # まだ始めていないもの

# 2行目の見出し「今後の方向性」の欄の言葉
[[direction]]
word = "拡充"
kind = "promotion"  # 進める・広げる

[[direction]]
word = "継続"
kind = "continuation"  # このまま続ける

[[direction]]
word = "縮小"
kind = "demotion"  # 縮める

[[direction]]
word = "完了"
kind = "completion"  # 終わったのでやめる

[[direction]]
word = "廃止"
kind = "end"  # やめる

# 【要確認】「見直し」の向きが分かりません。kind を promotion（進める）・continuation（続ける）・demotion（縮める）・completion（終わった）・end（やめる）から選んでください
[[direction]]
word = "見直し"
kind = "continuation"

# ---

# ここから下は、例です。
"""
