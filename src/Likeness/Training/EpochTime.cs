using System.Diagnostics;

namespace Likeness.Training;

/// <summary>How long an epoch takes on this machine, as measured on some of its steps.</summary>
/// <param name="Epoch">The time of a whole epoch, the judging of validation rows included.</param>
/// <param name="Steps">Steps in an epoch.</param>
internal sealed record EpochTime(TimeSpan Epoch, int Steps)
{
    /// <summary>Takes steps, which change the state; at most an epoch and what compiles the programs.</summary>
    /// <param name="epochs">Takes them.</param>
    /// <param name="validation">The loss on validation rows, or null.</param>
    /// <param name="limit">The largest loss that is not taken for an explosion.</param>
    /// <param name="measured">For how long at most. The first steps run code that is not yet optimised, so that only the second half counts.</param>
    public static EpochTime Measure(EpochRunner epochs, ValidationLoss? validation, double limit, TimeSpan measured)
    {
        epochs.Run(limit, taken => taken < epochs.StepsPerRound); // compiles
        validation?.Compute();
        var clock = Stopwatch.StartNew();
        var ended = new List<double>();
        // The last step may be of another size, and be compiled only then.
        int max = Math.Max(2, epochs.StepsPerEpoch - 1);
        epochs.Run(
            limit,
            taken =>
            {
                ended.Add(clock.Elapsed.TotalSeconds);
                return taken < max && ended[^1] < measured.TotalSeconds;
            }
        );

        if (ended.Count == 0)
        {
            ended.Add(clock.Elapsed.TotalSeconds); // The first step already exploded.
        }

        // The first step stands for what is done once an epoch, and counts as a step itself.
        int half = ended.FindIndex(time => time >= ended[^1] / 2);
        double step = half < ended.Count - 1 ? (ended[^1] - ended[half]) / (ended.Count - 1 - half) : ended[^1];
        double seconds = Math.Max(ended[0], step) + (step * (epochs.StepsPerEpoch - 1));
        clock.Restart();
        validation?.Compute();
        return new EpochTime(TimeSpan.FromSeconds(seconds + clock.Elapsed.TotalSeconds), epochs.StepsPerEpoch);
    }
}
