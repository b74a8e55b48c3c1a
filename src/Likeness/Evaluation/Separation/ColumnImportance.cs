using Likeness.Evaluation.Classifiers;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Evaluation.Separation;

/// <summary>Computes <see cref="SeparationReport"/>.</summary>
internal static class ColumnImportance
{
    private const int Repeats = 3;

    // Trees of each of the most important columns alone, and of pairs of the first of these.
    private const int MaxAlone = 5;
    private const int MaxPaired = 4;
    private const int MaxNamed = 3;

    // Of the largest drop.
    private const double NamedPart = 1.0 / 3;

    // Of a column's drop, that of a part of the calendar.
    private const double DecisivePart = 0.6;

    // Of the AUC above ½: what a pair reaches of that of all columns, and what neither of its columns reaches of that of the pair.
    private const double JointPart = 0.5;

    /// <summary>The importances of columns; null where the boosted trees' AUC is not beyond the real-vs-real baseline.</summary>
    /// <param name="data">The rows that classifiers compare.</param>
    /// <param name="result">The result of boosted trees; null for none.</param>
    /// <param name="groups">The columns; null for those of the rows.</param>
    public static SeparationReport? Find(
        EvaluationData data,
        MetricResult? result,
        IReadOnlyList<ColumnGroup>? groups = null
    )
    {
        if (
            result?.Auc is not { } auc
            || EvidenceRules.OfAuc(auc, result.AucInterval, ClassifierEvidence.Baseline(result.AucBaseline))
                == SimilarityLevel.Indistinguishable
        )
        {
            return null;
        }

        groups ??= ColumnGroup.Rows(data);
        var folds = new PermutedFolds(data);
        int[][] units = [.. groups.SelectMany(UnitsOf)];
        double[] scores = folds.Score(units, Repeats, out var permuted);
        var found = new List<Found>();
        int unit = 0;
        foreach (var group in groups)
        {
            var drops = permuted.AsSpan(unit, UnitsOf(group).Count()).ToArray().Select(Drop).ToList();
            unit += drops.Count;
            if (drops[0] is { } own)
            {
                found.Add(new(group, own.Difference, own.Interval, PartOf(group, own.Difference, drops)));
            }
        }

        found = [.. found.OrderByDescending(one => one.Drop)];
        var (alone, pairs) = Alone(folds, found, auc);
        var named = Named(found);
        var columns = found.Select(
            (one, place) =>
                new SeparatingColumn(
                    one.Group.Name,
                    one.Part,
                    one.Drop,
                    one.Interval,
                    place < alone.Length ? alone[place] : null,
                    named.Contains(one)
                )
        );
        var report = new SeparationReport(result.Metric, auc, [.. columns], pairs, "");
        return report with { Sentence = SeparationSentence.Create(report) };

        (double Difference, Interval Interval)? Drop(double[]?[] repeats) =>
            repeats[0] is null ? null : DeLong.Difference(scores, repeats!, folds.Subjects);
    }

    // A column, and then each part of its calendar.
    private static IEnumerable<int[]> UnitsOf(ColumnGroup group) =>
        group.Parts.Select(part => new[] { part.Column }).Prepend(group.Columns);

    private static string? PartOf(ColumnGroup group, double all, List<(double Difference, Interval Interval)?> drops) =>
        group
            .Parts.Zip(drops.Skip(1), (part, drop) => (part.Name, Drop: drop?.Difference ?? 0))
            .Where(part => part.Drop >= DecisivePart * all && all > 0)
            .OrderByDescending(part => part.Drop)
            .Select(part => part.Name)
            .FirstOrDefault();

    private static HashSet<Found> Named(List<Found> found) =>
        [.. found.Where(one => one.Interval.Low > 0 && one.Drop >= NamedPart * found[0].Drop).Take(MaxNamed)];

    private static (double[] Alone, IReadOnlyList<SeparatingPair> Pairs) Alone(
        PermutedFolds folds,
        List<Found> found,
        double all
    )
    {
        Found[] first = [.. found.Where(one => one.Drop > 0).Take(MaxAlone)];
        (int One, int Other)[] paired =
        [
            .. from one in Enumerable.Range(0, Math.Min(MaxPaired, first.Length))
            from other in Enumerable.Range(one + 1, Math.Min(MaxPaired, first.Length) - one - 1)
            select (one, other),
        ];
        double[][] scores = folds.Alone([
            .. first.Select(one => one.Group.Columns),
            .. paired.Select(pair => first[pair.One].Group.Columns.Union(first[pair.Other].Group.Columns).ToArray()),
        ]);
        double[] alone = [.. scores.Take(first.Length).Select(ClassifierTwoSample.Auc)];
        var pairs = paired.Zip(
            scores.Skip(first.Length),
            (pair, own) =>
            {
                double auc = ClassifierTwoSample.Auc(own);
                double single = Math.Max(0.5, Math.Max(alone[pair.One], alone[pair.Other]));
                // Both must matter to the trees of all columns.
                bool isJoint =
                    auc - single >= JointPart * (auc - 0.5)
                    && auc - 0.5 >= JointPart * (all - 0.5)
                    && first[pair.One].Interval.Low > 0
                    && first[pair.Other].Interval.Low > 0
                    && DeLong
                        .Difference(
                            own,
                            [scores[alone[pair.One] >= alone[pair.Other] ? pair.One : pair.Other]],
                            folds.Subjects
                        )
                        .Interval.Low > 0;
                return new SeparatingPair(first[pair.One].Group.Name, first[pair.Other].Group.Name, auc, isJoint);
            }
        );
        return (alone, [.. pairs.OrderByDescending(pair => pair.Auc)]);
    }

    private sealed record Found(ColumnGroup Group, double Drop, Interval Interval, string? Part);
}
