namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>Names the best model and whether it memorises.</summary>
internal static class ComparisonVerdict
{
    public static string Create(IReadOnlyList<ComparedModel> ranked, IReadOnlyDictionary<string, double> real)
    {
        var best = ranked[0];
        if (best.Memorises)
        {
            return $"No model generalises: {best.Name} fits best, but {Decapitalised(best.Novelty)}";
        }

        string near = string.Join(
            ", ",
            ranked.Skip(1).Where(model => !model.Memorises && Overlap(best, model)).Select(model => model.Name)
        );
        // What does not differ is no worse.
        string text =
            near.Length > 0
                ? $"{best.Name} is first, over these seeds not significantly before {near}"
                : $"{best.Name} is best";
        if (best.Values.GetValueOrDefault(ComparisonColumns.BestClassifier) is { } accuracy)
        {
            text +=
                $": the best classifier separates its samples from test rows with an accuracy of {Numeral.Percent(accuracy.Mean)}";
            text += real.TryGetValue(ComparisonColumns.BestClassifier, out double baseline)
                ? $" (real-vs-real baseline: {Numeral.Percent(baseline)})"
                : "";
        }

        text +=
            best.CopiedRuns == 0
                ? ". It does not memorise"
                : $". In {best.CopiedRuns} of {best.Runs.Count} runs its samples lie closer to training rows than expected by chance";
        if (best.Values.GetValueOrDefault("Exact matches") is { } copies)
        {
            text += $": {Numeral.Percent(copies.Mean)} of its samples equal a training row";
            text += real.TryGetValue("Exact matches", out double usual)
                ? $", of unseen real rows {Numeral.Percent(usual)}"
                : "";
        }

        string memorising = string.Join(", ", ranked.Where(model => model.Memorises).Select(model => model.Name));
        return text + (memorising.Length > 0 ? $". Memorised: {memorising}." : ".");
    }

    private static bool Overlap(ComparedModel best, ComparedModel other)
    {
        var (a, b) = (Interval(best), Interval(other));
        return a is not null && b is not null && b.Low <= a.High;
    }

    private static Evaluation.Interval? Interval(ComparedModel model) =>
        model.Values.GetValueOrDefault(ComparisonColumns.BestClassifier)?.Interval;

    private static string Decapitalised(string? sentence) =>
        sentence is { Length: > 0 } ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : "it memorises.";
}
