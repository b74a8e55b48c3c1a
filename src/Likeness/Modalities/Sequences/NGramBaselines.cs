using Likeness.Models.Sequences;
using Likeness.Runs;

namespace Likeness.Modalities.Sequences;

/// <summary>Scores of n-grams (modified Kneser–Ney) fitted on the training data of a model.</summary>
internal static class NGramBaselines
{
    /// <summary>The maximum number of bytes for counting n-grams.</summary>
    public const int MaxCounted = 1 << 26;

    /// <summary>Fits and scores n-grams of each order.</summary>
    /// <param name="train">Texts, or clips in μ-law classes; no more than <see cref="MaxCounted"/> bytes.</param>
    /// <param name="maxOrder">The largest n.</param>
    /// <param name="score">Maps name and n-grams to a score.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="progress">Receives the phase.</param>
    /// <param name="cancellationToken">Cancels between orders.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<SequenceScore> Compute(
        IReadOnlyList<ReadOnlyMemory<byte>> train,
        int maxOrder,
        Func<string, NGramModel, SequenceScore> score,
        int threads,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        progress?.Report(new TrainingProgress { Phase = RunPhase.Evaluating, Fraction = 0 });
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        var models = NGramModel.UpTo(train, maxOrder, options);
        var scores = new SequenceScore[maxOrder];
        Parallel.For(0, maxOrder, options, i => scores[i] = score($"{i + 1}-grams", models[i]));
        return scores;
    }
}
