namespace Likeness.Evaluation.Verdicts;

/// <summary>Whether generated examples repeat training examples.</summary>
public enum NoveltyLevel
{
    /// <summary>No nearer to training examples than unseen real examples are.</summary>
    New,

    /// <summary>More samples than chance explains lie next to a training example without being equal to it.</summary>
    NearMatches,

    /// <summary>More samples than chance explains equal a training example.</summary>
    ExactMatches,

    /// <summary>No training examples were given, or the samples are too poor for the question to make sense.</summary>
    Undetermined,
}
