namespace Likeness.Evaluation.Verdicts;

/// <summary>Whether generated examples repeat training examples.</summary>
public enum NoveltyLevel
{
    /// <summary>Samples are no nearer to training examples than unseen real examples are.</summary>
    New,

    /// <summary>More samples than expected by chance nearly equal a training example.</summary>
    NearCopies,

    /// <summary>More samples than expected by chance equal a training example.</summary>
    Copies,

    /// <summary>Training examples are not available, or the samples are too poor for the question to make sense.</summary>
    Undetermined,
}
