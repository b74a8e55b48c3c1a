using Likeness.Evaluation.Verdicts;
using Likeness.Modalities;
using Likeness.Training.Diagnosis;

namespace Likeness.Cli.Screens;

/// <summary>
/// The result of an evaluation, for every kind of data: verdict, reason, the most important numbers, a warning. It is short: where the lines do not
/// suffice, the reasons end after their first sentence, and then the last numbers are left to the report.
/// </summary>
internal static class OutcomeScreen
{
    /// <summary>The most lines at the end of a command.</summary>
    public const int MaxLines = 15;

    private const int MinNumbers = 1;

    /// <summary>Shows it.</summary>
    /// <param name="outcome">The result.</param>
    /// <param name="others">The lines of the end that show something else.</param>
    /// <param name="hasReport">Whether a report is written, which has what is left out here.</param>
    public static void Show(EvaluationOutcome outcome, int others, bool hasReport = true)
    {
        int room = hasReport ? MaxLines - others - 1 : int.MaxValue;
        string[] numbers = [.. Numbers(outcome)];
        string[] warnings = [.. Warnings(outcome.Warnings, hasReport)];
        string[] findings = [.. Findings(outcome)];
        room = room == int.MaxValue ? room : room - findings.Sum(Page.LinesOf);
        string[] verdict = [.. Verdict(outcome, isShort: false)];
        if (verdict.Length + numbers.Length + warnings.Length > room)
        {
            verdict = [.. Verdict(outcome, isShort: true)];
        }

        int shown = Math.Max(MinNumbers, room - verdict.Length - warnings.Length);
        foreach (string line in (string[])["", .. findings, .. verdict, .. numbers.Take(shown), .. warnings])
        {
            Page.Line(line);
        }
    }

    private static IReadOnlyList<string> Verdict(EvaluationOutcome outcome, bool isShort)
    {
        if (outcome.Verdict is not { } verdict)
        {
            return [$"[yellow]{Markup.Escape(outcome.Against)}[/]"];
        }

        string level = verdict.LevelInWords;
        string novelty = verdict.Novelty.InWords();
        return
        [
            .. Paragraph("Similarity", Coloured(verdict.Level), level, Similarity()),
            .. verdict is { Validity: { } validity, ValidityReason: { } found }
                ? Paragraph("Validity", Coloured(validity), validity.InWords(), found)
                : [],
            .. Paragraph("Novelty", Coloured(verdict.Novelty), novelty, Part(verdict.NoveltyReason)),
        ];

        string Similarity() => $"{Part(verdict.Reason)} {verdict.SeparatedBy}".TrimEnd();

        string Part(string reason) => isShort ? FirstSentence(reason) : reason;
    }

    // A full stop between sentences is followed by a space; that of a number is not.
    private static string FirstSentence(string text) =>
        text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..(end + 1)] : text;

    // Those of the training were shown at its end.
    private static IEnumerable<string> Findings(EvaluationOutcome outcome) =>
        outcome
            .Findings.Where(finding => finding.Kind == FindingKind.ClassIgnored)
            .Select(finding => $"[yellow]{Markup.Escape(finding.ToString())}[/]");

    private static IEnumerable<string> Numbers(EvaluationOutcome outcome)
    {
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
            yield return $"  {Markup.Escape(number.Name.PadRight(widest))}  [{colour}]{Markup.Escape(number.Value)}[/]{baseline}";
        }
    }

    private static IEnumerable<string> Warnings(IReadOnlyList<string> warnings, bool hasReport)
    {
        string more = hasReport && warnings.Count > 1 ? $" (and {warnings.Count - 1} more in the report)" : "";
        return warnings
            .Take(hasReport ? 1 : warnings.Count)
            .SelectMany(warning => HelpRows.Paragraph("[yellow]Warning[/]  ", 9, warning + more));
    }

    private static IReadOnlyList<string> Paragraph(string title, string colour, string word, string sentence) =>
        HelpRows.Paragraph($"[bold]{title}[/]  [{colour}]{word}[/]  ", title.Length + word.Length + 4, sentence);

    private static string Coloured(SimilarityLevel level) =>
        level switch
        {
            SimilarityLevel.Indistinguishable or SimilarityLevel.Close => "green",
            SimilarityLevel.Distinguishable or SimilarityLevel.Undetermined => "yellow",
            _ => "red",
        };

    private static string Coloured(ValidityLevel validity) =>
        validity switch
        {
            ValidityLevel.Valid => "green",
            ValidityLevel.Doubtful => "yellow",
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
