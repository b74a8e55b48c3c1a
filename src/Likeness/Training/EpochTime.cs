using System.Diagnostics;

namespace Likeness.Training;

/// <summary>The duration of an epoch on this machine, estimated from some of its steps.</summary>
/// <param name="Epoch">The duration of a whole epoch, including the evaluation of validation rows.</param>
/// <param name="Steps">Steps in an epoch.</param>
internal sealed record EpochTime(TimeSpan Epoch, int Steps)
{
    /// <summary>Runs steps, which change the state: at most an epoch, plus the steps that compile the graphs.</summary>
    /// <param name="epochs">Runs the steps.</param>
    /// <param name="validation">The loss on validation rows, or null.</param>
    /// <param name="limit">The loss above which training has diverged.</param>
    /// <param name="measured">The time limit. The first steps run unoptimised code, so only the second half counts.</param>
    public static EpochTime Measure(EpochRunner epochs, ValidationLoss? validation, double limit, TimeSpan measured)
    {
        epochs.Run(limit, taken => taken < epochs.StepsPerRound); // compiles
        validation?.Compute();
        var clock = Stopwatch.StartNew();
        var ended = new List<double>();
        // The last step may have another batch size and be compiled only then.
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
            ended.Add(clock.Elapsed.TotalSeconds); // The first step already diverged.
        }

        // The first step accounts for the work done once per epoch, and also counts as a step.
        int half = ended.FindIndex(time => time >= ended[^1] / 2);
        double step = half < ended.Count - 1 ? (ended[^1] - ended[half]) / (ended.Count - 1 - half) : ended[^1];
        double seconds = Math.Max(ended[0], step) + (step * (epochs.StepsPerEpoch - 1));
        clock.Restart();
        validation?.Compute();
        return new EpochTime(TimeSpan.FromSeconds(seconds + clock.Elapsed.TotalSeconds), epochs.StepsPerEpoch);
    }
}
