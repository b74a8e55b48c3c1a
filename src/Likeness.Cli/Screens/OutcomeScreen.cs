using Likeness.Evaluation.Verdicts;
using Likeness.Modalities;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>The result of an evaluation, for every kind of data: verdict, reason, the most important numbers, warnings.</summary>
internal static class OutcomeScreen
{
    private const int MaxWarnings = 1;

    public static void Show(EvaluationOutcome outcome)
    {
        Page.Line("");
        if (outcome.Verdict is { } verdict)
        {
            Paragraph("Similarity", Coloured(verdict.Level), verdict.Level.InWords(), verdict.Reason);
            Paragraph("Novelty", Coloured(verdict.Novelty), verdict.Novelty.InWords(), verdict.NoveltyReason);
        }
        else
        {
            Page.Line($"[yellow]{Markup.Escape(outcome.Against)}[/]");
        }

        int widest = outcome.Numbers.Count == 0 ? 0 : outcome.Numbers.Max(number => number.Name.Length);
        foreach (var number in outcome.Numbers)
        {
            string colour = number.IsWithin switch
            {
                true => "green",
                false => "yellow",
                null => "default",
            };
            string baseline = number.Baseline.Length > 0 ? $"  [grey]real-vs-real baseline {number.Baseline}[/]" : "";
            Page.Line(
                $"  {Markup.Escape(number.Name.PadRight(widest))}  [{colour}]{Markup.Escape(number.Value)}[/]{baseline}"
            );
        }

        foreach (string warning in outcome.Warnings.Take(MaxWarnings))
        {
            HelpRows.WriteParagraph("[yellow]Warning[/]  ", 9, warning);
        }

        if (outcome.Warnings.Count > MaxWarnings)
        {
            Page.Line(
                $"[yellow]… and {outcome.Warnings.Count - MaxWarnings} more warning{(outcome.Warnings.Count == MaxWarnings + 1 ? "" : "s")} in the report[/]"
            );
        }
    }

    private static void Paragraph(string title, string colour, string word, string sentence) =>
        HelpRows.WriteParagraph($"[bold]{title}[/]  [{colour}]{word}[/]  ", title.Length + word.Length + 4, sentence);

    private static string Coloured(SimilarityLevel level) =>
        level switch
        {
            SimilarityLevel.Indistinguishable or SimilarityLevel.Close => "green",
            SimilarityLevel.Distinguishable => "yellow",
            _ => "red",
        };

    private static string Coloured(NoveltyLevel novelty) =>
        novelty switch
        {
            NoveltyLevel.New => "green",
            NoveltyLevel.Undetermined => "yellow",
            _ => "red",
        };
}
