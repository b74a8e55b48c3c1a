using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Cli.Streams;
using Likeness.Data;
using Likeness.Modalities;
using Likeness.Models;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Commands;

/// <summary>
/// <c>likeness sample RUN</c> and similar commands: a task of a trained model. The kinds of data that support the task
/// define its behaviour and its options.
/// </summary>
internal sealed class ModelTaskCommand : DocumentedCommand
{
    private readonly TaskCommand command;
    private readonly Argument<string> run = RunArgument.Make();
    private readonly IReadOnlyList<(Modality Modality, ModelTask Task)> tasks;
    private readonly TaskOptionSet settings;
    private readonly SamplingOptionSet sampling;
    private readonly DataOptionSet data = new(ofRun: true);
    private readonly Option<string?> output;
    private readonly Option<bool> replace = Flag.Switch(
        "--replace",
        "replace the table of a database that --out names, if it exists"
    );

    private readonly Option<bool> append = Flag.Switch(
        "--append",
        "add the rows to the table of a database that --out names, if it exists"
    );

    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    /// <summary>Builds the command for one command line; the run that it names may add sampling options.</summary>
    public ModelTaskCommand(TaskCommand command, IReadOnlyList<string> args)
        : base(command.Name, command.Purpose)
    {
        this.command = command;
        tasks =
        [
            .. from modality in ModalityRegistry.All
            from task in modality.Tasks
            where task.Command == command.Name
            select (modality, task),
        ];
        settings = new TaskOptionSet(tasks);
        sampling = new SamplingOptionSet(
            args,
            modality => tasks.FirstOrDefault(one => one.Modality == modality).Task?.Uses ?? ModelUses.None,
            command.Name,
            command.FormerName
        );
        output = Flag.Text(
            "--out",
            $"output: {string.Join("; ", tasks.Select(one => $"of {one.Modality.Plural} {one.Task.OutputHelp}"))}",
            "FILE"
        );
        Add(run);
        if (tasks.Any(one => Defaults(one.Task).TakesData))
        {
            AddGroup("Data", [.. data.All]);
        }

        foreach (var (title, options) in settings.Groups)
        {
            AddGroup(title, options);
        }

        AddGroup("Output", [output, .. WritesTables ? new Option[] { replace, append } : []]);
        AddGroup("Sampling of the run's model", sampling.All);
        AddGroup("Computation", threads);
        foreach (var (line, meaning) in tasks.SelectMany(one => one.Task.Examples))
        {
            AddExample(line, meaning);
        }

        SetAction(
            (result, cancellationToken) => Task.Run(() => Run(result, cancellationToken), CancellationToken.None)
        );
    }

    private bool WritesTables => tasks.Any(one => one.Modality == ModalityRegistry.Default);

    private static TaskSettings Defaults(ModelTask task) => (TaskSettings)Activator.CreateInstance(task.SettingsType)!;

    private int Run(ParseResult result, CancellationToken cancellationToken)
    {
        string? path = result.GetValue(output);
        using var model = TrainedModel.Open(
            result.GetRequiredValue(run),
            threads: result.GetValue(threads),
            sampling: sampling.Read(result)
        );
        var modality = model.Modality;
        var task =
            tasks.FirstOrDefault(one => one.Modality == modality).Task
            ?? throw new LikenessException(
                $"'likeness {command.Name}' is for {string.Join(" and ", tasks.Select(one => one.Modality.Plural))}, and {model.Folder.FullPath} is a run of {modality.Plural} (give another run)"
            );
        var asked = settings.Read(result, modality, task, data.Read(result));
        task.CheckOutput(path);
        var existing = (result.GetValue(replace), result.GetValue(append)) switch
        {
            (true, true) => throw new LikenessException("--replace and --append exclude each other (give one of them)"),
            (true, _) => ExistingTable.Replace,
            (_, true) => ExistingTable.Append,
            _ => ExistingTable.Refuse,
        };
        if (path is null)
        {
            Page.MoveToError(); // standard output carries the examples
        }

        var done = TrainingScreen
            .Make()
            .Watch(progress =>
                task.Run(
                    model,
                    asked,
                    new TaskContext
                    {
                        Output = path,
                        Existing = existing,
                        OpenStandardOutput = JsonAnswer.IsAsked ? null : StandardStreams.OpenForData,
                        Progress = progress,
                        CancellationToken = cancellationToken,
                    }
                )
            );
        foreach (string line in done.Lines)
        {
            Page.Line(Markup.Escape(line));
        }

        JsonAnswer.Write(done.Answer);
        return ExitCode.Success;
    }
}
