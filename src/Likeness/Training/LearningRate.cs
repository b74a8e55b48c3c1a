using Likeness.Models;

namespace Likeness.Training;

/// <summary>The learning rate of each step in closed form, so that a resumed run continues as if it had not stopped.</summary>
internal static class LearningRate
{
    // The fraction of the steps that a cooldown schedule runs at the full learning rate.
    private const double Held = 0.7;

    /// <summary>The learning rate α of one step.</summary>
    /// <param name="options">Initial value and schedule.</param>
    /// <param name="plan">The steps of the training.</param>
    /// <param name="step">The index of the step in the whole training, from 0.</param>
    /// <param name="history">The losses before the step.</param>
    /// <param name="objective">The objective, in whose part of the training the schedule runs; null for the whole training.</param>
    public static double At(
        ModelOptions options,
        TrainingPlan plan,
        long step,
        IReadOnlyList<EpochLoss>? history = null,
        Objective? objective = null
    )
    {
        var (risen, done) = objective is null or { IsWhole: true }
            ? (plan.Rising(step), plan.AfterWarmUp(step))
            : plan.Within(step, objective.From, objective.Until);
        if (risen is { } part)
        {
            return options.LearningRate * part;
        }

        return options.Schedule switch
        {
            LearningRateSchedule.Cosine => options.LearningRate * HalfCosine(done),
            LearningRateSchedule.Cooldown => options.LearningRate * HalfCosine((done - Held) / (1 - Held)),
            LearningRateSchedule.Step => options.LearningRate
                * Dropped(options, step / plan.StepsPerEpoch / options.DropAfter),
            LearningRateSchedule.Plateau => options.LearningRate
                * Dropped(options, Plateaus(options, plan.StepsPerEpoch, history ?? [])),
            _ => options.LearningRate,
        };
    }

    private static double Dropped(ModelOptions options, long times) => Math.Pow(options.DropFactor, times);

    /// <summary>
    /// How often the loss has not decreased for a number of epochs: a function of the loss history, which checkpoints store.
    /// </summary>
    private static long Plateaus(ModelOptions options, int stepsPerEpoch, IReadOnlyList<EpochLoss> history)
    {
        double best = double.PositiveInfinity;
        long since = 0;
        long plateaus = 0;
        for (int i = 0; i < history.Count; i++) // foreach would allocate in each step
        {
            var point = history[i];
            double loss = double.IsNaN(point.Validation) ? point.Train : point.Validation;
            since = loss < best ? point.Step : since;
            best = Math.Min(best, loss);
            if (point.Step - since >= (long)options.DropAfter * stepsPerEpoch)
            {
                plateaus++;
                since = point.Step;
            }
        }

        return plateaus;
    }

    /// <summary>Decreases from 1 at 0 (and before) to 0 at 1.</summary>
    private static double HalfCosine(double done) => 0.5 * (1 + Math.Cos(Math.PI * Math.Max(0, done)));
}
