namespace Likeness.Training.Diagnosis;

/// <summary>
/// A model whose loss says nothing of its samples, such as an adversarial one, after so few steps that these are still noise: nearly every sample is nearer to
/// another sample than to any row of the data.
/// </summary>
internal static class UnlearnedDiagnosis
{
    // Images become recognisable after some hundreds of steps; samples among the data say so earlier.
    private const int FewSteps = 500;
    private const double Apart = 0.9;

    /// <summary>The finding; null if the training was longer, or some samples already lie among the data.</summary>
    /// <param name="course">The training.</param>
    /// <param name="samples">Sampled rows, [count, width], row by row.</param>
    /// <param name="data">Training rows, as many.</param>
    /// <param name="width">Values in a row.</param>
    /// <param name="preset">The preset of a smaller network, which takes more steps in a time; null for none.</param>
    public static Finding? Find(
        TrainingCourse course,
        ReadOnlySpan<float> samples,
        ReadOnlySpan<float> data,
        int width,
        string? preset
    )
    {
        if (course.Steps >= FewSteps || NearestIsSample(samples, data, width) < Apart)
        {
            return null;
        }

        double epochs = course.Steps / (double)course.StepsPerEpoch;
        string longer = LongerTraining.Option(course.Options, course.Steps, course.Budget);
        return new Finding(
            FindingKind.TooShort,
            $"too short: {Numeral.Counted((int)course.Steps, "step")} ({Numeral.Short(epochs, 2)} epochs) are too few to evaluate this model, whose samples are still noise",
            preset is null ? longer : $"--preset {preset} {longer}"
        );
    }

    /// <summary>The fraction of samples whose nearest other row is a sample; half of them if both have one distribution.</summary>
    public static double NearestIsSample(ReadOnlySpan<float> samples, ReadOnlySpan<float> data, int width)
    {
        int count = samples.Length / width;
        int nearer = 0;
        for (int i = 0; i < count; i++)
        {
            var sample = samples.Slice(i * width, width);
            double own = Math.Min(
                Nearest(sample, samples[..(i * width)], width),
                Nearest(sample, samples[((i + 1) * width)..], width)
            );
            nearer += own < Nearest(sample, data, width) ? 1 : 0;
        }

        return nearer / (double)count;
    }

    private static double Nearest(ReadOnlySpan<float> row, ReadOnlySpan<float> others, int width)
    {
        double nearest = double.PositiveInfinity;
        for (int at = 0; at < others.Length; at += width)
        {
            nearest = Math.Min(nearest, SampleDiagnosis.Distance(row, others.Slice(at, width)));
        }

        return nearest;
    }
}
