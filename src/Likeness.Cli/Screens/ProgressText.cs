using Likeness.Runs;

namespace Likeness.Cli.Screens;

/// <summary>The text of progress reports, live or on plain lines.</summary>
internal static class ProgressText
{
    /// <summary>The separator between the parts of a line.</summary>
    public static string Gap => Page.IsNarrow ? " " : "  ";

    public static string Doing(RunPhase phase) =>
        phase switch
        {
            RunPhase.Reading => "Reading",
            RunPhase.Preparing => "Preparing",
            RunPhase.Training => "Training",
            RunPhase.Sampling => "Sampling",
            RunPhase.Coding => "Coding",
            RunPhase.Scoring => "Scoring",
            RunPhase.Evaluating => "Evaluating",
            _ => "Reporting",
        };

    /// <summary>How far a training is: epochs, or the percentage of a training that is counted in steps.</summary>
    public static string Place(TrainingProgress report) =>
        report.CountsSteps ? $"{report.Fraction:0 %}" : $"{report.Epoch}/{report.Epochs}";

    public static string Losses(TrainingProgress report)
    {
        string train = $"loss {Loss(report.TrainLoss)}";
        return double.IsNaN(report.ValidationLoss) ? train : $"{train}{Gap}validation {Loss(report.ValidationLoss)}";
    }

    public static string Speed(TrainingProgress report) =>
        report.PointsPerSecond switch
        {
            <= 0 => "",
            >= 1e6 => $"{report.PointsPerSecond / 1e6:0.0} M {report.Examples}/s",
            >= 1e4 => $"{report.PointsPerSecond / 1e3:0} k {report.Examples}/s",
            >= 1e3 => $"{report.PointsPerSecond / 1e3:0.0} k {report.Examples}/s",
            _ => $"{report.PointsPerSecond:0} {report.Examples}/s",
        };

    public static string TimeLeft(TrainingProgress report) =>
        report.Remaining.TotalSeconds < 1 ? "" : $"{Time(report.Remaining)} left";

    /// <summary>Formats an estimated duration.</summary>
    public static string About(TimeSpan time) => time.TotalSeconds < 1 ? "About a second" : $"About {Time(time)}";

    private static string Time(TimeSpan time) =>
        time.TotalSeconds switch
        {
            < 100 => $"{Math.Ceiling(time.TotalSeconds):0} s",
            < 5995 => $"{time.TotalMinutes:0} min",
            _ => $"{time.TotalHours:0.0} h",
        };

    // A fixed width keeps the columns of a live line in place.
    private static string Loss(double loss) =>
        (double.IsNaN(loss) ? "–" : loss.ToString("0.000")).PadLeft(Page.IsNarrow ? 6 : 7);
}
