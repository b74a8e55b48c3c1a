using Likeness.Models;

namespace Likeness.Training;

/// <summary>The learning rate of each step in closed form, so that a resumed run continues as if it had not stopped.</summary>
internal static class LearningRate
{
    // The fraction of the steps that a cooldown schedule runs at the full learning rate.
    private const double Held = 0.7;

    /// <summary>The learning rate α of one step.</summary>
    /// <param name="options">Initial value, schedule, epochs and warm-up.</param>
    /// <param name="step">The index of the step in the whole run, from 0.</param>
    /// <param name="stepsPerEpoch">Steps in an epoch.</param>
    /// <param name="history">The losses of the epochs before the step's.</param>
    public static double At(
        ModelOptions options,
        long step,
        int stepsPerEpoch,
        IReadOnlyList<EpochLoss>? history = null
    )
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
            LearningRateSchedule.Step => options.LearningRate
                * Dropped(options, step / stepsPerEpoch / options.DropAfter),
            LearningRateSchedule.Plateau => options.LearningRate * Dropped(options, Plateaus(options, history ?? [])),
            _ => options.LearningRate,
        };
    }

    private static double Dropped(ModelOptions options, long times) => Math.Pow(options.DropFactor, times);

    /// <summary>
    /// How often the loss has not decreased for a number of epochs: a function of the loss history, which checkpoints store.
    /// </summary>
    private static long Plateaus(ModelOptions options, IReadOnlyList<EpochLoss> history)
    {
        double best = double.PositiveInfinity;
        int waited = 0;
        long plateaus = 0;
        for (int i = 0; i < history.Count; i++)
        {
            var epoch = history[i];
            double loss = double.IsNaN(epoch.Validation) ? epoch.Train : epoch.Validation;
            waited = loss < best ? 0 : waited + 1;
            best = Math.Min(best, loss);
            if (waited == options.DropAfter)
            {
                plateaus++;
                waited = 0;
            }
        }

        return plateaus;
    }

    /// <summary>Decreases from 1 at 0 (and before) to 0 at 1.</summary>
    private static double HalfCosine(double done) => 0.5 * (1 + Math.Cos(Math.PI * Math.Max(0, done)));
}
