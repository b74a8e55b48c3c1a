using Likeness.Models;

namespace Likeness.Training.Diagnosis;

/// <summary>The option of <c>likeness train</c> that makes a training longer, in the unit in which its length was given.</summary>
internal static class LongerTraining
{
    private const int Factor = 3;

    /// <summary>The option.</summary>
    /// <param name="options">The model's options.</param>
    /// <param name="steps">The steps taken.</param>
    /// <param name="budget">The time that was asked for; null for epochs or steps.</param>
    public static string Option(ModelOptions options, long steps, TimeSpan? budget) =>
        budget is { } time ? $"--budget {(long)Math.Ceiling(Factor * time.TotalSeconds)}s"
        : options.TrainSteps.Length > 0 ? $"--train-steps {Factor * steps}"
        : $"--epochs {Factor * options.Epochs}";
}
