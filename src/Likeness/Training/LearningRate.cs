using Likeness.Models;

namespace Likeness.Training;

/// <summary>The step size of each step, in closed form, so that a resumed run goes on as if it had not stopped.</summary>
internal static class LearningRate
{
    // The share of the steps that a cooldown leaves at the full size.
    private const double Held = 0.7;

    /// <summary>α of one step.</summary>
    /// <param name="options">Start, schedule, epochs and warm-up.</param>
    /// <param name="step">The step's number in the whole run, from 0.</param>
    /// <param name="stepsPerEpoch">Steps in an epoch.</param>
    public static double At(ModelOptions options, long step, int stepsPerEpoch)
    {
        long total = (long)options.Epochs * stepsPerEpoch;
        long rising = (long)options.WarmUp * stepsPerEpoch;
        if (step < rising)
        {
            return options.LearningRate * (step + 1) / rising;
        }

        double done = Math.Clamp((step - rising) / (double)Math.Max(1, total - rising), 0, 1);
        return options.Schedule switch
        {
            LearningRateSchedule.Cosine => options.LearningRate * HalfCosine(done),
            LearningRateSchedule.Cooldown => options.LearningRate * HalfCosine((done - Held) / (1 - Held)),
            _ => options.LearningRate,
        };
    }

    /// <summary>From 1 at 0 (and before) down to 0 at 1.</summary>
    private static double HalfCosine(double done) => 0.5 * (1 + Math.Cos(Math.PI * Math.Max(0, done)));
}
