using Likeness.Runs;

namespace Likeness.Cli.Screens;

/// <summary>Progress as plain lines, for files and pipes: one for each phase, and a few for a training.</summary>
internal sealed class PlainTrainingScreen : ITrainingScreen
{
    private const int Lines = 5;

    private RunPhase? phase;
    private long shown = -1;

    public T Watch<T>(Func<IProgress<TrainingProgress>, T> work) => work(new Relay<TrainingProgress>(Show));

    private void Show(TrainingProgress report)
    {
        if (report.Note is { } note)
        {
            Page.Plain(note);
        }

        if (report.Phase == RunPhase.Training)
        {
            ShowTraining(report);
        }
        else if (report.Phase != phase)
        {
            Page.Plain(ProgressText.Doing(report.Phase));
        }

        phase = report.Phase;
    }

    // The first loss, and then one line for each part of the training.
    private void ShowTraining(TrainingProgress report)
    {
        long part = double.IsNaN(report.TrainLoss) ? -1 : (long)(report.Fraction * Lines);
        if (part > shown)
        {
            shown = part;
            string place = report.CountsSteps ? $"step {report.Step:N0}" : $"epoch {report.Epoch}/{report.Epochs}";
            Page.Plain(
                $"Training  {place}  {ProgressText.Losses(report)}  {ProgressText.Speed(report)}  {ProgressText.TimeLeft(report)}"
            );
        }
    }
}
