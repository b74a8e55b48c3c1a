using Likeness.Models;

namespace Likeness.Training;

/// <summary>
/// The steps of a training, and how far a step is in it. Everything that changes during a training (learning rate, warm-up, annealing) follows
/// <see cref="Progress"/>. With several numbers of <see cref="ModelOptions.TrainSteps"/> each has an equal part of the progress, so that a training for
/// a time can correct its number of steps and still be repeated from these numbers.
/// </summary>
internal sealed class TrainingPlan
{
    // A warm-up given in epochs must not fill a training that is shorter than an epoch.
    private const double MaxWarmUp = 0.1;

    private readonly long[] ends;
    private readonly double warmUp;

    /// <summary>The plan of a model's options.</summary>
    /// <param name="options">Epochs or steps, and the warm-up.</param>
    /// <param name="stepsPerEpoch">Steps in an epoch.</param>
    public TrainingPlan(ModelOptions options, int stepsPerEpoch)
    {
        StepsPerEpoch = stepsPerEpoch;
        CountsSteps = options.TrainSteps.Length > 0;
        ends = CountsSteps ? new long[options.TrainSteps.Length] : [(long)options.Epochs * stepsPerEpoch];
        for (int part = 0; part < options.TrainSteps.Length; part++)
        {
            ends[part] = (part == 0 ? 0 : ends[part - 1]) + options.TrainSteps[part];
        }

        ValidateEvery = options.ValidateEvery > 0 ? options.ValidateEvery : stepsPerEpoch;
        double epochs = ends.Length == 1 ? ends[0] / (double)stepsPerEpoch : options.Epochs;
        warmUp = options.WarmUp / epochs;
        warmUp = CountsSteps ? Math.Min(warmUp, MaxWarmUp) : warmUp;
    }

    /// <summary>Steps in an epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Whether the length is given in steps instead of epochs.</summary>
    public bool CountsSteps { get; }

    /// <summary>All steps of the training.</summary>
    public long Steps => ends[^1];

    /// <summary>Steps between evaluations of the validation rows.</summary>
    public int ValidateEvery { get; }

    /// <summary>The number of parts with an equal fraction of the progress.</summary>
    public int Parts => ends.Length;

    /// <summary>The steps at the end of a part.</summary>
    public long EndOf(int part) => ends[part];

    /// <summary>The part of a step: the first that ends after it, or the last.</summary>
    public int PartOf(long step)
    {
        int part = 0;
        while (part < ends.Length - 1 && ends[part] <= step)
        {
            part++;
        }

        return part;
    }

    /// <summary>The fraction of the training that is completed after so many steps, in [0, 1].</summary>
    public double Progress(long step)
    {
        int part = PartOf(step);
        long start = part == 0 ? 0 : ends[part - 1];
        double done = (step - start) / (double)Math.Max(1, ends[part] - start);
        return ends.Length == 1 ? done : Math.Min(1, (part + done) / ends.Length);
    }

    /// <summary>The next step after which the validation rows are evaluated: a whole interval, or the last.</summary>
    public long NextEvaluation(long step) => Math.Min(Steps, ((step / ValidateEvery) + 1) * ValidateEvery);

    /// <summary>What a learning rate is multiplied by while it rises; null after the warm-up.</summary>
    public double? Rising(long step)
    {
        if (ends.Length > 1)
        {
            double after = Progress(step + 1);
            return after < warmUp ? after / warmUp : null;
        }

        long rising = RisingSteps;
        return step < rising ? (step + 1) / (double)rising : null;
    }

    /// <summary>The completed fraction of the training after its warm-up, in [0, 1].</summary>
    public double AfterWarmUp(long step)
    {
        if (ends.Length > 1)
        {
            return Math.Clamp((Progress(step) - warmUp) / (1 - warmUp), 0, 1);
        }

        long rising = RisingSteps;
        return Math.Clamp((step - rising) / (double)Math.Max(1, Steps - rising), 0, 1);
    }

    /// <summary>The first step with at least a completed fraction. It stays where it is while only later parts change.</summary>
    public long FirstStep(double progress)
    {
        long low = 0;
        long high = progress <= 0 ? 0 : Steps;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = Progress(middle) < progress ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary><see cref="Rising"/> and <see cref="AfterWarmUp"/> in a part of the training, as if it were the whole.</summary>
    /// <param name="step">The step, in the part.</param>
    /// <param name="from">The completed fraction at which the part begins.</param>
    /// <param name="until">That at which it ends.</param>
    public (double? Rising, double AfterWarmUp) Within(long step, double from, double until)
    {
        double done = Math.Clamp((Progress(step) - from) / (until - from), 0, 1);
        double after = (Progress(step + 1) - from) / (until - from);
        return after < warmUp ? (after / warmUp, 0) : (null, Math.Clamp((done - warmUp) / (1 - warmUp), 0, 1));
    }

    private long RisingSteps => (long)Math.Round(warmUp * Steps);
}
