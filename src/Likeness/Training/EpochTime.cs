using System.Diagnostics;

namespace Likeness.Training;

/// <summary>Durations on this machine, estimated from some steps.</summary>
/// <param name="Step">The duration of a step.</param>
/// <param name="Validation">The duration of an evaluation of the validation rows.</param>
/// <param name="Steps">Steps in an epoch.</param>
internal sealed record EpochTime(TimeSpan Step, TimeSpan Validation, int Steps)
{
    /// <summary>The duration of a whole epoch, with an evaluation of the validation rows.</summary>
    public TimeSpan Epoch => (Step * Steps) + Validation;

    /// <summary>Runs steps, which change the state: at most an epoch, plus the steps that compile the graphs.</summary>
    /// <param name="epochs">Runs the steps.</param>
    /// <param name="validation">The loss on validation rows, or null.</param>
    /// <param name="from">The first step.</param>
    /// <param name="limit">The loss above which training has diverged.</param>
    /// <param name="measured">The time limit. The first steps run unoptimised code, so only the second half counts.</param>
    public static EpochTime Measure(
        EpochRunner epochs,
        ValidationLoss? validation,
        long from,
        double limit,
        TimeSpan measured
    )
    {
        epochs.Run(from, from + epochs.StepsPerRound, limit, _ => true); // compiles
        var evaluation = validation?.Measure() ?? TimeSpan.Zero;
        var clock = Stopwatch.StartNew();
        var ended = new List<double>();
        // The last step of an epoch may have another batch size and be compiled only then.
        epochs.Run(
            from,
            from + Math.Max(2, epochs.StepsPerEpoch - 1),
            limit,
            _ =>
            {
                ended.Add(clock.Elapsed.TotalSeconds);
                return ended[^1] < measured.TotalSeconds;
            }
        );

        if (ended.Count == 0)
        {
            ended.Add(clock.Elapsed.TotalSeconds); // The first step already diverged.
        }

        int half = ended.FindIndex(time => time >= ended[^1] / 2);
        double step = half < ended.Count - 1 ? (ended[^1] - ended[half]) / (ended.Count - 1 - half) : ended[^1];
        return new EpochTime(TimeSpan.FromSeconds(step), evaluation, epochs.StepsPerEpoch);
    }
}
