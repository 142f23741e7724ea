import * as vscode from 'vscode';
import {
  CHECK_MODEL,
  type CheckedModel,
  CREATE_MODEL,
  type CreatedModel,
  type CreateModel,
  MODEL_PROGRESS,
  type ModelProgress,
  type ModelTrouble,
  PLAN_MODEL,
  type PlannedModel,
} from '../../server/src/editor/model/model-protocol';

/** What is needed of the server: it does the work, on its own machine. */
export interface ModelServer {
  request<Answer>(method: string, params: object, token?: vscode.CancellationToken): Promise<Answer>;
  onNotification<Message>(method: string, heard: (message: Message) => void): vscode.Disposable;
}

const isTrouble = (answer: object): answer is ModelTrouble => 'trouble' in answer;

async function work<Answer extends object>(
  server: ModelServer,
  title: string,
  method: string,
  params: object,
): Promise<Answer | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    let [doing, done] = ['', 0];
    const listening = server.onNotification<ModelProgress>(MODEL_PROGRESS, ({ says, part = 0 }) => {
      // The bar only ever grows: a new step starts where the last one ended, so only the words count anew.
      const percent = Math.floor(part * 100);
      const increment = says === doing ? percent - done : 0;
      [doing, done] = [says, percent];
      progress.report({ message: `${says}${part > 0 ? ` (${percent} %)` : ''}`, increment: increment / 3 });
    });
    try {
      const answer = await server.request<Answer | ModelTrouble>(method, params, token);
      if (!isTrouble(answer)) return answer;
      if (!token.isCancellationRequested)
        void vscode.window.showErrorMessage(`Marginalia: ${answer.trouble}`);
    } catch {
      void vscode.window.showErrorMessage('Marginalia: the server ended; see its log.');
    } finally {
      listening.dispose();
    }
    return undefined;
  });
}

/** Which family the model is of: the one that was found out first. */
async function pickProfile(planned: PlannedModel): Promise<string | undefined> {
  const items = planned.profiles.map(({ name, title }) => ({
    label: title,
    description: name === planned.profile ? 'as its file says, or its name' : '',
    name,
  }));
  items.sort((a, b) => Number(b.name === planned.profile) - Number(a.name === planned.profile));
  const title = `${planned.says}: of which family is it?`;
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.name;
}

async function create(server: ModelServer, wish: CreateModel): Promise<CreatedModel | undefined> {
  const made = await work<CreatedModel>(server, `Making ${wish.name}`, CREATE_MODEL, wish);
  if (made === undefined || made.made || wish.force) return made;
  const replace = 'Replace It';
  const question = `Ollama has a model named ${wish.name} already.`;
  const picked = await vscode.window.showWarningMessage(question, { modal: true }, replace);
  return picked === replace ? create(server, { ...wish, force: true }) : undefined;
}

/** Makes a model of Ollama from a file of the user's choice. */
export async function setUpModel(server: ModelServer, log: vscode.LogOutputChannel): Promise<void> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: 'The weights of the model, as a GGUF file (docs/me-llama.md says how to get there)',
      filters: { GGUF: ['gguf'] },
      openLabel: 'Choose',
    })) ?? [];
  if (file === undefined) return;
  const name = await vscode.window.showInputBox({
    title: 'What to call the model',
    value: 'me-llama',
    ignoreFocusOut: true,
  });
  if (name === undefined) return;
  const gguf = file.fsPath;
  const planned = await work<PlannedModel>(server, 'Reading the file', PLAN_MODEL, { gguf, name });
  if (planned === undefined) return;
  const profile = await pickProfile(planned);
  if (profile === undefined) return;
  for (const warning of planned.warnings) {
    log.warn(warning);
    void vscode.window.showWarningMessage(`Marginalia: ${warning}`);
  }
  const made = await create(server, { gguf, name, profile, force: false });
  if (!made?.made) return;
  log.info(`${name}: ${made.says}`);
  const use = 'Use It';
  const picked = await vscode.window.showInformationMessage(`${name} is made. ${made.says}`, use);
  if (picked === use) {
    await vscode.workspace
      .getConfiguration('marginalia')
      .update('model', name, vscode.ConfigurationTarget.Global);
  }
}

/** Asks the model of the settings a few things about an invented note, and shows what it can do and what to change. */
export async function checkModel(server: ModelServer, log: vscode.LogOutputChannel): Promise<void> {
  const checked = await work<CheckedModel>(server, 'Checking the model', CHECK_MODEL, {});
  if (checked === undefined) return;
  for (const line of checked.lines) log.info(line);
  const show = 'Show';
  const [tell, words] =
    checked.problems === 0
      ? [vscode.window.showInformationMessage, 'The model can be used.']
      : [vscode.window.showWarningMessage, 'Something about the model is to be changed.'];
  if ((await tell(`Marginalia: ${words}`, show)) === show) log.show(true);
}
