namespace Likeness.Training.Diagnosis;

/// <summary>A training that ended while its loss was still falling fast.</summary>
internal static class ShortTrainingDiagnosis
{
    // The last quarter of the steps brought so much of all that was learned.
    private const double Quarter = 0.25;
    private const double FastFall = 0.1;

    // After fewer steps samples say nothing about a model.
    private const int FewSteps = 10;

    public static Finding? Find(TrainingCourse course)
    {
        double[] losses = course.Losses;
        double fall = losses[0] - losses[^1];
        if (course.IsComplete && !course.MeasuresQuality && course.Steps < FewSteps)
        {
            return Describe(course, "the training took so few steps that its samples say nothing");
        }

        if (!course.IsComplete || !course.MeasuresQuality || losses[^1] > losses.Min())
        {
            return null;
        }

        if (losses.Length < 4)
        {
            return course.Steps < 2L * course.StepsPerEpoch || fall > 0 && losses.Length > 1
                ? Describe(course, "the training took so few steps that its course cannot be seen")
                : null;
        }

        long from = (long)((1 - Quarter) * course.Steps);
        int before = course.History.ToList().FindLastIndex(point => point.Step <= from);
        double late = losses[Math.Max(0, before)] - losses[^1];
        return late > FastFall * fall && fall > 0
            ? Describe(
                course,
                $"the loss was still falling fast at the end ({late / fall:0 %} of its fall in the last quarter)"
            )
            : null;
    }

    private static Finding Describe(TrainingCourse course, string what) =>
        new(
            FindingKind.TooShort,
            $"too short: {what} after {course.Steps} step{(course.Steps == 1 ? "" : "s")}; longer would help",
            LongerTraining.Option(course.Options, course.Steps, course.Budget)
        );
}
