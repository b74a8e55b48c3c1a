namespace Likeness.Cli.Screens;

/// <summary>The compiled training steps of a model, as the engine lists them.</summary>
internal static class ExplainScreen
{
    public static int Show(IReadOnlyList<string> listings)
    {
        for (int i = 0; i < listings.Count; i++)
        {
            Page.Line(
                $"[bold]The training step{(listings.Count > 1 ? $" of objective {i + 1} of {listings.Count}" : "")}[/]"
            );
            Page.Plain(listings[i]);
        }

        JsonAnswer.Write(new { steps = listings });
        return ExitCode.Success;
    }
}
