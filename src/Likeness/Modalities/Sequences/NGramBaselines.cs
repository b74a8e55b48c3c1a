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
    /// <param name="progress">Receives the fraction that is done.</param>
    /// <param name="cancellationToken">Cancels between orders.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<SequenceScore> Compute(
        IReadOnlyList<ReadOnlyMemory<byte>> train,
        int maxOrder,
        Func<string, NGramModel, SequenceScore> score,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var scores = new List<SequenceScore>();
        for (int n = 1; n <= maxOrder; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(
                new TrainingProgress { Phase = RunPhase.Evaluating, Fraction = (n - 1) / (double)maxOrder }
            );
            scores.Add(score($"{n}-grams", new NGramModel(train, n)));
        }

        return scores;
    }
}
