namespace Likeness.Cli.Screens;

/// <summary>Chooses how to show work in progress: a live bar on a terminal, plain lines elsewhere.</summary>
internal static class TrainingScreen
{
    public static ITrainingScreen Make() => Page.IsLive ? new LiveTrainingScreen() : new PlainTrainingScreen();
}
