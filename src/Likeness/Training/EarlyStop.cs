using Likeness.Models;

namespace Likeness.Training;

/// <summary>
/// Ends a training by its validation loss: after <see cref="ModelOptions.Patience"/> epochs without a better one or, without a patience, when the
/// model plainly overfits.
/// </summary>
internal static class EarlyStop
{
    // Validation losses are noisy: overfitting shows at so many points in a row, and has undone this fraction of what was learned.
    private const int Points = 10;
    private const double Undone = 0.2;

    /// <summary>Why the training ends here, in one sentence; null if it goes on.</summary>
    /// <param name="history">The losses so far.</param>
    /// <param name="best">The point with the best validation loss; null without any.</param>
    /// <param name="options">The patience.</param>
    /// <param name="stepsPerEpoch">Steps in an epoch.</param>
    public static string? Decide(
        IReadOnlyList<EpochLoss> history,
        EpochLoss? best,
        ModelOptions options,
        int stepsPerEpoch
    )
    {
        if (best is null || history.Count == 0)
        {
            return null;
        }

        if (options.Patience > 0)
        {
            return history[^1].Step - best.Step >= (long)options.Patience * stepsPerEpoch
                ? $"the validation loss has not fallen since {Place(best, stepsPerEpoch)}, {options.Patience} epochs ago; the weights of that {Unit(best, stepsPerEpoch)} and the last are kept"
                : null;
        }

        return Overfits(history, best) ? $"overfitting since step {best.Step}" : null;
    }

    /// <summary>Whether the validation loss has plainly risen: for as long as it fell, and at every one of many points.</summary>
    public static bool Overfits(IReadOnlyList<EpochLoss> history, EpochLoss best)
    {
        double learned = history[0].Validation - best.Validation;
        return history[^1].Step >= 2 * best.Step
            && history.Count > Points
            && history.TakeLast(Points).All(point => point.Validation - best.Validation > Undone * learned)
            && learned > 0;
    }

    private static bool IsEpoch(EpochLoss point, int stepsPerEpoch) => point.Step % stepsPerEpoch == 0;

    private static string Unit(EpochLoss point, int stepsPerEpoch) => IsEpoch(point, stepsPerEpoch) ? "epoch" : "step";

    private static string Place(EpochLoss point, int stepsPerEpoch) =>
        IsEpoch(point, stepsPerEpoch) ? $"epoch {point.Epoch}" : $"step {point.Step}";
}
