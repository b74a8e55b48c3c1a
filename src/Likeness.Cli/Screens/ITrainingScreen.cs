using Likeness.Runs;

namespace Likeness.Cli.Screens;

/// <summary>Shows how a run goes on while it goes on.</summary>
internal interface ITrainingScreen
{
    /// <summary>Does the work, showing each report that it makes.</summary>
    T Watch<T>(Func<IProgress<TrainingProgress>, T> work);
}
