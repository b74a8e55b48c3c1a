using System.Collections.Concurrent;
using Likeness.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Likeness.Cli.Screens;

/// <summary>Progress on a terminal: one bar for the training, with losses, speed and remaining time, and one for each later phase.</summary>
internal sealed class LiveTrainingScreen : ITrainingScreen
{
    private readonly Dictionary<RunPhase, ProgressTask> tasks = [];
    private readonly ConcurrentDictionary<int, string> states = new(); // used by Spectre's rendering thread

    public T Watch<T>(Func<IProgress<TrainingProgress>, T> work) =>
        AnsiConsole
            .Progress()
            .HideCompleted(enabled: false)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn
                {
                    Width = Page.IsNarrow ? 10 : 24,
                    CompletedStyle = new Style(Color.Green),
                    FinishedStyle = new Style(Color.Green),
                },
                new StateColumn(states)
            )
            .Start(context =>
            {
                tasks.Clear(); // bars of earlier work are already rendered
                var result = work(new Relay<TrainingProgress>(report => Show(context, report)));
                Finish(RunPhase.Reporting + 1);
                return result;
            });

    private void Show(ProgressContext context, TrainingProgress report)
    {
        if (report.Note is { } note)
        {
            AnsiConsole.MarkupLine($"[yellow]{Markup.Escape(note)}[/]");
        }

        if (!tasks.TryGetValue(report.Phase, out var task))
        {
            Finish(report.Phase);
            task = context.AddTask(ProgressText.Doing(report.Phase), maxValue: 1);
            tasks[report.Phase] = task;
        }

        task.IsIndeterminate = report is { Phase: RunPhase.Reading or RunPhase.Preparing, Fraction: 0 };
        task.Value = report.Fraction;
        states[task.Id] = State(report);
    }

    private void Finish(RunPhase before)
    {
        foreach (var (phase, task) in tasks)
        {
            if (phase < before && !task.IsFinished)
            {
                if (phase != RunPhase.Training) // early stopping leaves the bar at its last epoch
                {
                    task.Value = task.MaxValue;
                }

                task.StopTask();
            }
        }
    }

    private static string State(TrainingProgress report)
    {
        string[] parts =
            report.Phase == RunPhase.Training
                ?
                [
                    ProgressText.Place(report),
                    ProgressText.Losses(report),
                    ProgressText.Speed(report),
                    ProgressText.TimeLeft(report),
                ]
                : [report.Fraction > 0 ? $"{report.Fraction:0 %}" : "", ProgressText.TimeLeft(report)];
        return string.Join(ProgressText.Gap, parts.Where(part => part.Length > 0));
    }

    private sealed class StateColumn(ConcurrentDictionary<int, string> states) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(states.GetValueOrDefault(task.Id, ""));
    }
}
