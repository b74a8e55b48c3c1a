namespace Likeness.Models;

/// <summary>How a step size goes through a training.</summary>
public enum LearningRateSchedule
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>Half a cosine from its start down to 0 at the last step. Loshchilov and Hutter 2017, arXiv:1608.03983, eq. 5.</summary>
    Cosine,

    /// <summary>It stays for the first 70 % of the steps and falls by half a cosine to 0 in the rest, as in Hu et al. 2024, arXiv:2404.06395, §4.</summary>
    Cooldown,

    /// <summary>It drops by a factor every so many epochs.</summary>
    Step,

    /// <summary>It drops by a factor whenever the loss (on held-out rows, where there are any) has not fallen for so many epochs.</summary>
    Plateau,
}
