namespace Likeness.Training.Diagnosis;

/// <summary>A training in which nothing is learned: the loss, or the weights, hardly changed.</summary>
internal static class StuckDiagnosis
{
    // Relative to the first loss, and to the norm of the first weights.
    private const double LeastFall = 1e-3;
    private const double LeastMove = 1e-3;
    private const int Raised = 100;
    private const int MinPoints = 3;

    public static Finding? Find(TrainingCourse course)
    {
        if (course.History.Count < MinPoints || !course.MeasuresQuality)
        {
            return null;
        }

        double first = course.History[0].Train;
        double fall = first - course.History.Min(point => point.Train);
        if (fall >= LeastFall * Math.Abs(first))
        {
            return null;
        }

        string what = $"the loss has hardly fallen in {course.Steps} steps ({first:0.####} to {first - fall:0.####})";
        return course.Moved() < LeastMove
            ? new Finding(
                FindingKind.Stuck,
                $"{what}, because the learning rate of {course.Options.LearningRate:0.###e0} hardly moves the weights",
                $"--learning-rate {Raised * course.Options.LearningRate:0.###e0}"
            )
            : new Finding(
                FindingKind.Stuck,
                $"{what}, although the weights move",
                $"--learning-rate {course.Options.LearningRate / 10:0.###e0}"
            );
    }
}
