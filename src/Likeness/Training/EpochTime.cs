using System.Diagnostics;

namespace Likeness.Training;

/// <summary>How long an epoch takes on this machine, as measured on some of its steps.</summary>
/// <param name="Epoch">The time of a whole epoch, the judging of held-out rows included.</param>
/// <param name="Steps">Steps in an epoch.</param>
internal sealed record EpochTime(TimeSpan Epoch, int Steps)
{
    private const double MeasuredSeconds = 0.3;

    /// <summary>Takes steps, which change the state; at most an epoch and what compiles the programs.</summary>
    /// <param name="epochs">Takes them.</param>
    /// <param name="heldOut">The loss on held-out rows, or null.</param>
    /// <param name="limit">The largest loss that is not taken for an explosion.</param>
    public static EpochTime Measure(EpochRunner epochs, HeldOutLoss? heldOut, double limit)
    {
        epochs.Run(limit, taken => taken < epochs.StepsPerRound); // compiles
        heldOut?.Compute();
        var clock = Stopwatch.StartNew();
        double begun = 0;
        double ended = 0;
        int counted = 0;
        // The last step may be of another size, and be compiled only then.
        int most = Math.Max(2, epochs.StepsPerEpoch - 1);
        epochs.Run(
            limit,
            taken =>
            {
                ended = clock.Elapsed.TotalSeconds;
                begun = taken == 1 ? ended : begun;
                counted = taken;
                return taken < most && ended < MeasuredSeconds;
            }
        );

        // The first step stands for what is done once an epoch, and counts as a step itself.
        double step = counted > 1 ? (ended - begun) / (counted - 1) : ended;
        double seconds = Math.Max(begun, step) + (step * (epochs.StepsPerEpoch - 1));
        clock.Restart();
        heldOut?.Compute();
        return new EpochTime(TimeSpan.FromSeconds(seconds + clock.Elapsed.TotalSeconds), epochs.StepsPerEpoch);
    }
}
