namespace Likeness.Models;

/// <summary>How a step size goes through a training.</summary>
public enum LearningRateSchedule
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>Half a cosine from its start down to 0 at the last step. Loshchilov and Hutter 2017, arXiv:1608.03983, eq. 5.</summary>
    Cosine,
}
