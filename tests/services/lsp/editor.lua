-- Neovim as an officer has it: its own client, nothing else. Writes what it has seen as JSON.
--   nvim --headless -u NONE -l editor.lua PYTHON SHEET SEEN      (0.9 and newer)
--   nvim --headless -u NONE --cmd "lua arg = {…}" -S editor.lua  (0.7: -l came later)
local python, sheet, seen_file = unpack(arg)
local PATIENCE = 120000
local seen = {}

local function wait(what, is_so)
  assert(vim.wait(PATIENCE, is_so, 20), "waited in vain for " .. what)
end

local function main()
  vim.o.hidden, vim.o.swapfile = true, false
  vim.cmd("edit " .. vim.fn.fnameescape(sheet))
  local buffer = vim.api.nvim_get_current_buf()
  local root = vim.fn.fnamemodify(sheet, ":h:h")
  local exit
  local id = vim.lsp.start_client({
    name = "guideline-docs",
    cmd = { python, "-m", "guideline_docs", "lsp" },
    root_dir = root,
    on_exit = function(code) exit = code end,
  })
  vim.lsp.buf_attach_client(buffer, id)
  local client = vim.lsp.get_client_by_id(id)

  local function line_with(words)
    for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
      local at = line:find(words, 1, true)
      if at then return number, at - 1, line end
    end
  end

  local function go_to(words, behind)
    local number, at = line_with(words)
    assert(number, "no " .. words)
    vim.api.nvim_win_set_cursor(0, { number, at + (behind or 0) })
  end

  local function request(method, params)
    local answers = assert(vim.lsp.buf_request_sync(buffer, method, params, PATIENCE))
    local answer = assert(answers[id])
    assert(not answer.error, vim.inspect(answer.error))
    return answer.result
  end

  local function found()
    local told = {}
    for _, each in ipairs(vim.diagnostic.get(buffer)) do
      table.insert(told, { each.code or each.user_data.lsp.code, each.lnum + 1, each.col, each.severity })
    end
    return told
  end

  local function has(code)
    for _, each in ipairs(found()) do
      if each[1] == code then return each end
    end
  end

  -- What is wrong, as soon as it is told.
  wait("findings", function() return #vim.diagnostic.get(buffer) > 0 end)
  seen.found = found()

  -- A slip is typed: its finding comes, and goes with the slip.
  local number, _, line = line_with("(3)-ア")
  local slip = line:gsub("%(3%)%-ア", "(9)-ア", 1)
  vim.api.nvim_buf_set_lines(buffer, number - 1, number, false, { slip })
  wait("the slip", function()
    for _, each in ipairs(vim.diagnostic.get(buffer)) do
      if each.message:find("(9)-ア", 1, true) then return true end
    end
  end)
  vim.api.nvim_buf_set_lines(buffer, number - 1, number, false, { line })
  wait("its end", function()
    for _, each in ipairs(vim.diagnostic.get(buffer)) do
      if each.message:find("(9)-ア", 1, true) then return false end
    end
    return true
  end)

  -- What a reference names, and the titles behind all of them.
  go_to("(3)-ア", 1)
  local at = vim.lsp.util.make_position_params(0, client.offset_encoding)
  seen.hover = request("textDocument/hover", at).contents.value
  local whole = { textDocument = at.textDocument, range = { start = { line = 0, character = 0 },
    ["end"] = { line = vim.api.nvim_buf_line_count(buffer), character = 0 } } }
  seen.hints = {}
  for _, hint in ipairs(request("textDocument/inlayHint", whole)) do
    table.insert(seen.hints, { hint.position.line + 1, hint.label })
  end

  -- What may be typed behind a parenthesis.
  local list = request("textDocument/completion", at)
  seen.completion = vim.tbl_map(function(item) return item.label end, list.items)

  -- A mend, made in the buffer.
  local wrong = assert(has("GD304"), "no GD304")
  local range = { start = { line = wrong[2] - 1, character = 0 }, ["end"] = { line = wrong[2], character = 0 } }
  local actions = request("textDocument/codeAction",
    { textDocument = at.textDocument, range = range, context = { diagnostics = {} } })
  for _, action in ipairs(actions) do
    if action.isPreferred then
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      break
    end
  end
  seen.mended = { wrong[2], vim.api.nvim_buf_get_lines(buffer, wrong[2] - 1, wrong[2], false)[1] }
  local before = #seen.found
  wait("the mend", function() return #vim.diagnostic.get(buffer) == before - 1 end)

  -- Where it stands: the cursor is there.
  vim.lsp.buf.definition()
  wait("the place", function() return vim.api.nvim_win_get_cursor(0)[1] ~= number end)
  seen.definition = vim.api.nvim_win_get_cursor(0)[1]

  -- Another number, in every buffer that names it.
  go_to("(3)-ア", 1)
  vim.lsp.buf.rename("8")
  wait("the number", function() return line_with("(8)-ア") end)
  seen.renamed = {}
  for number_, text in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    if text:find("（8）", 1, true) or text:find("(8)-", 1, true) then table.insert(seen.renamed, number_) end
  end
  seen.left = line_with("(3)-ア") or 0

  vim.lsp.stop_client(id)
  wait("the end", function() return exit ~= nil end)
  seen.exit = exit
end

local ok, message = xpcall(main, debug.traceback)
seen.error = not ok and message or nil
local out = assert(io.open(seen_file, "w"))
out:write(vim.json and vim.json.encode(seen) or vim.fn.json_encode(seen))
out:close()
vim.cmd("qall!")
