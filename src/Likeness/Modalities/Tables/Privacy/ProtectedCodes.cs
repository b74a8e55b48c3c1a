using Likeness.Data;
using Likeness.Sampling.Conditions;

namespace Likeness.Modalities.Tables.Privacy;

/// <content>Codes in place of numbers that few training rows have.</content>
internal sealed partial class Protection
{
    private string? RefuseCode(Column codes, Condition condition) =>
        codes.Name.EndsWith(NumberCodes.Suffix, StringComparison.Ordinal)
        && limitsOf.TryGetValue(codes.Name[..^NumberCodes.Suffix.Length], out var limit)
        && condition.IsEquality
        && limit.RareCodes?.Contains((int)condition.Low - 1) == true
            ? $"{condition.Describe(codes)} is kept out of samples by protection: fewer than {MinRows} training rows have it (train with --no-protection to sample it)"
            : null;

    // By the number that the most similar row has: codes would be similar to each other.
    private static void ReplaceCodes(SimilarRows similar, double[] values, IReadOnlyList<int> rare, ulong seed)
    {
        int[] affected =
        [
            .. Enumerable.Range(0, values.Length).Where(row => rare.Contains(NumberCodes.Of(values[row]))),
        ];
        int[] common = [.. Enumerable.Range(0, values.Length).Where(row => !double.IsNaN(values[row]))];
        double[] replaced =
            affected.Length == 0
                ? []
                : Replacements(similar, values, affected, common, new CoarseValues("", [], (_, _) => true), seed);
        for (int i = 0; i < affected.Length; i++)
        {
            values[affected[i]] = replaced[i];
        }
    }

    private string? DescribeCodes()
    {
        string[] codes =
        [
            .. limits
                .Where(limit => limit.RareCodes is not null)
                .Select(limit =>
                    $"{limit.RareCodes!.Count} code{(limit.RareCodes.Count == 1 ? "" : "s")} of {limit.Column}"
                ),
        ];
        return codes.Length == 0 ? null : $"codes of fewer than {MinRows} training rows ({string.Join(", ", codes)})";
    }
}
