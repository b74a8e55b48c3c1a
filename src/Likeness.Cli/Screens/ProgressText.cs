using Likeness.Runs;

namespace Likeness.Cli.Screens;

/// <summary>The words in which progress is told, live or on plain lines.</summary>
internal static class ProgressText
{
    /// <summary>What stands between the parts of a line.</summary>
    public static string Gap => Page.IsNarrow ? " " : "  ";

    public static string Doing(RunPhase phase) =>
        phase switch
        {
            RunPhase.Preparing => "Preparing",
            RunPhase.Training => "Training",
            RunPhase.Sampling => "Sampling",
            RunPhase.Evaluating => "Judging",
            _ => "Reporting",
        };

    public static string Losses(TrainingProgress report)
    {
        string train = $"loss {Loss(report.TrainLoss)}";
        return double.IsNaN(report.HeldOutLoss) ? train : $"{train}{Gap}held-out {Loss(report.HeldOutLoss)}";
    }

    public static string Speed(TrainingProgress report) =>
        report.PointsPerSecond switch
        {
            <= 0 => "",
            >= 1e6 => $"{report.PointsPerSecond / 1e6:0.0} M points/s",
            >= 1e4 => $"{report.PointsPerSecond / 1e3:0} k points/s",
            >= 1e3 => $"{report.PointsPerSecond / 1e3:0.0} k points/s",
            _ => $"{report.PointsPerSecond:0} points/s",
        };

    public static string TimeLeft(TrainingProgress report) =>
        report.Remaining.TotalSeconds switch
        {
            < 1 => "",
            < 100 => $"{Math.Ceiling(report.Remaining.TotalSeconds):0} s left",
            < 3600 => $"{report.Remaining.TotalMinutes:0} min left",
            _ => $"{report.Remaining.TotalHours:0.0} h left",
        };

    // A fixed width, so that the columns of a live line stay where they are.
    private static string Loss(double loss) =>
        (double.IsNaN(loss) ? "–" : loss.ToString("0.000")).PadLeft(Page.IsNarrow ? 6 : 7);
}
