using Likeness.Runs;

namespace Likeness.Cli.Screens;

/// <summary>Progress as plain lines, for files and pipes: about twenty lines per training, and one for each later phase.</summary>
internal sealed class PlainTrainingScreen : ITrainingScreen
{
    private const int Lines = 20;

    private RunPhase? phase;
    private int lastEpoch = -1;

    public T Watch<T>(Func<IProgress<TrainingProgress>, T> work) => work(new Relay<TrainingProgress>(Show));

    private void Show(TrainingProgress report)
    {
        if (report.Note is { } note)
        {
            Page.Plain(note);
        }

        if (report.Phase == RunPhase.Training)
        {
            ShowEpoch(report);
        }
        else if (report.Phase != phase)
        {
            Page.Plain(ProgressText.Doing(report.Phase));
        }

        phase = report.Phase;
    }

    private void ShowEpoch(TrainingProgress report)
    {
        int every = Math.Max(1, report.Epochs / Lines);
        bool due = report.Epoch % every == 0 || report.Epoch == report.Epochs || report.Epoch == 1;
        if (report.Epoch > lastEpoch && report.Epoch > 0 && due)
        {
            lastEpoch = report.Epoch;
            Page.Plain(
                $"epoch {report.Epoch, 4}/{report.Epochs}  {ProgressText.Losses(report)}  {ProgressText.Speed(report)}  {ProgressText.TimeLeft(report)}"
            );
        }
    }
}
