namespace Likeness.Training.Diagnosis;

/// <summary>What went wrong in a training.</summary>
public enum FindingKind
{
    /// <summary>The validation loss rose while the training loss fell.</summary>
    Overfitting,

    /// <summary>The loss has hardly changed.</summary>
    Stuck,

    /// <summary>The latent vectors of an autoencoder hardly depend on the data.</summary>
    PosteriorCollapse,

    /// <summary>The samples are much less diverse than the data.</summary>
    ModeCollapse,

    /// <summary>All samples are the same.</summary>
    ConstantSamples,

    /// <summary>The loss was still falling fast when the training ended, or the steps were too few for anything but noise.</summary>
    TooShort,

    /// <summary>The samples do not depend on the class that they were asked to be of. Found by the evaluation.</summary>
    ClassIgnored,
}

/// <summary>A finding about a training.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Message">One sentence with the measurement.</param>
/// <param name="Try">The options of <c>likeness train</c> to try next.</param>
public sealed record Finding(FindingKind Kind, string Message, string Try)
{
    /// <summary>The message and what to try, on one line.</summary>
    public override string ToString() => $"{Message} (try {Try})";
}
