using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Evaluation.Utility;

/// <summary>Computes <see cref="UtilityReport"/>.</summary>
internal static class TargetUtility
{
    /// <summary>The maximum number of rows that are trained on, and tested on.</summary>
    private const int MaxRows = 50_000;

    private const int Folds = 5;

    /// <summary>Trains on generated and on real rows, and predicts the test rows.</summary>
    /// <param name="train">The training rows of the model; null if unknown.</param>
    /// <param name="test">Real test rows.</param>
    /// <param name="generated">The generated rows.</param>
    /// <param name="target">The column.</param>
    /// <param name="settings">Seed, resamples and threads.</param>
    /// <param name="cancellationToken">Cancels a fit.</param>
    public static UtilityReport Compute(
        Table? train,
        Table test,
        Table generated,
        string target,
        EvaluationSettings settings,
        CancellationToken cancellationToken
    )
    {
        TargetColumn.Check(target, test);
        int column = test.Columns.Index().First(one => one.Item.Name == target).Index;
        if (test.Width < 2)
        {
            throw new LikenessException(
                $"There is no other column to predict '{target}' from (give a table with more columns)"
            );
        }

        var task = new PredictionTask(train ?? test, column, cancellationToken);
        test = Thin(task.Known(test), settings, 0);
        generated = Thin(task.Known(generated), settings, 1);
        train = train is null ? null : Thin(task.Known(train), settings, 2);
        double[] targets = task.Targets(test);
        var predicted = new double[2][][];
        Parallel.For(
            0,
            2,
            new ParallelOptions { MaxDegreeOfParallelism = settings.Threads, CancellationToken = cancellationToken },
            i =>
                predicted[i] = (
                    i == 0 ? task.Predict(generated, test)
                    : train is null ? CrossFitted(task, test)
                    : task.Predict(train, test)
                )!
        );
        var (synthetic, syntheticInterval) = Score(predicted[0], targets, task.Classes, settings);
        var (real, realInterval) = Score(predicted[1], targets, task.Classes, settings);
        return new UtilityReport(
            target,
            task.Classes > 0 ? "AUC" : "R²",
            synthetic,
            syntheticInterval,
            real,
            realInterval,
            train?.RowCount ?? test.RowCount,
            generated.RowCount,
            test.RowCount,
            train is null,
            task.Classes
        );
    }

    /// <summary>The mean over classes of the area under the ROC curve of one class against all others; null without two classes.</summary>
    internal static double? MacroAuc(double[][] probabilities, double[] targets)
    {
        var areas = new List<double>();
        for (int one = 0; one < probabilities.Length; one++)
        {
            var (others, members) = Split(probabilities[one], targets, one);
            if (others.Length > 0 && members.Length > 0)
            {
                areas.Add(RocAuc.Compute(others, members));
            }
        }

        return areas.Count == 0 ? null : areas.Average();
    }

    /// <summary>1 − Σ(t − p)²/Σ(t − mean)²; null if the targets are constant.</summary>
    internal static double? RSquared(ReadOnlySpan<double> predicted, ReadOnlySpan<double> targets)
    {
        double mean = Spread.Mean(targets),
            left = 0,
            all = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            left += (targets[row] - predicted[row]) * (targets[row] - predicted[row]);
            all += (targets[row] - mean) * (targets[row] - mean);
        }

        return all > 0 ? 1 - (left / all) : null;
    }

    private static (double? Value, Interval? Interval) Score(
        double[][]? predicted,
        double[] targets,
        int classes,
        EvaluationSettings settings
    )
    {
        if (predicted is null)
        {
            return (null, null);
        }

        if (classes > 0)
        {
            return (MacroAuc(predicted, targets), DeLong.MacroInterval(predicted, targets));
        }

        if (RSquared(predicted[0], targets) is not { } value)
        {
            return (null, null);
        }

        var resampled = new List<double>();
        double[] p = new double[targets.Length],
            t = new double[targets.Length];
        for (int i = 0; i < settings.Resamples; i++)
        {
            var random = new PhiloxRandom(settings.Seed, ((ulong)EvaluationStream.Utility << 32) | (uint)i);
            for (int row = 0; row < t.Length; row++)
            {
                int sampled = random.NextInt(t.Length);
                (p[row], t[row]) = (predicted[0][sampled], targets[sampled]);
            }

            if (RSquared(p, t) is { } again)
            {
                resampled.Add(again);
            }
        }

        return (value, Spread.Interval(value, resampled.ToArray()));
    }

    private static (double[] Others, double[] Members) Split(double[] scores, double[] targets, int one) =>
        ([.. scores.Where((_, row) => targets[row] != one)], [.. scores.Where((_, row) => targets[row] == one)]);

    private static double[][]? CrossFitted(PredictionTask task, Table real)
    {
        double[][]? scores = null;
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] held = [.. Enumerable.Range(0, real.RowCount).Where(row => row % Folds == fold)];
            int[] rest = [.. Enumerable.Range(0, real.RowCount).Where(row => row % Folds != fold)];
            if (task.Predict(real.TakeRows(rest), real.TakeRows(held)) is not { } found)
            {
                return null;
            }

            scores ??= [.. found.Select(_ => new double[real.RowCount])];
            for (int output = 0; output < found.Length; output++)
            {
                for (int i = 0; i < held.Length; i++)
                {
                    scores[output][held[i]] = found[output][i];
                }
            }
        }

        return scores;
    }

    // A random order, so that folds do not depend on the order of the file.
    private static Table Thin(Table table, EvaluationSettings settings, int index)
    {
        var random = new PhiloxRandom(
            settings.Seed,
            ((ulong)EvaluationStream.Utility << 32) | (uint)(1_000_000 + index)
        );
        int[] order = random.Permutation(table.RowCount);
        return table.TakeRows(order.AsSpan(0, Math.Min(MaxRows, order.Length)));
    }
}
