using Likeness.Evaluation.Verdicts;
using Likeness.Models.Sequences;

namespace Likeness.Evaluation.Windows;

/// <summary>n-grams trained on the training data and scored on test data: the baselines of a model's likelihood.</summary>
internal static class LikelihoodLadder
{
    /// <summary>Bits per byte of n-grams (modified Kneser–Ney) of each order.</summary>
    /// <param name="train">The training data; at most 64 MiB.</param>
    /// <param name="test">The test data.</param>
    /// <param name="maxOrder">The largest n.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="cancellationToken">Cancels between orders.</param>
    public static ModelBits[] Measure(
        IReadOnlyList<ReadOnlyMemory<byte>> train,
        IReadOnlyList<ReadOnlyMemory<byte>> test,
        int maxOrder,
        int threads,
        CancellationToken cancellationToken
    )
    {
        double bytes = test.Sum(each => (double)each.Length);
        var rungs = new ModelBits[maxOrder];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        var models = NGramModel.UpTo(train, maxOrder, options);
        Parallel.For(
            0,
            maxOrder,
            options,
            i =>
            {
                double nats = test.Sum(each => models[i].Nats(each.Span));
                rungs[i] = new ModelBits($"{i + 1}-grams", nats / Math.Log(2) / bytes);
            }
        );
        return rungs;
    }

    /// <summary>The evidence: a model worse than n-grams has not learned what they have.</summary>
    /// <param name="bits">Bits of the model, then of the n-grams.</param>
    /// <param name="middle">n of the n-grams that separate distinguishable from poor models.</param>
    /// <param name="unit">The unit.</param>
    public static Evidence Evidence(IReadOnlyList<ModelBits> bits, int middle, string unit)
    {
        double model = bits[0].Bits;
        ModelBits best = bits.Skip(1).MinBy(each => each.Bits)!;
        return new Evidence(
            "Bits of test data by the model",
            model,
            Interval: null,
            Baseline: null,
            LevelRules.ForLikelihood(model, [.. bits.Skip(1).Select(each => each.Bits)], middle),
            FormattableString.Invariant(
                $"The model needs {model:0.00} {unit} of test data; the best n-grams ({best.Model}) need {best.Bits:0.00} and 1-grams {bits[1].Bits:0.00}."
            )
        );
    }
}
