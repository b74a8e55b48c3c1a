namespace Likeness.Models;

/// <summary>How the learning rate changes during training.</summary>
public enum LearningRateSchedule
{
    /// <summary>Constant.</summary>
    Constant,

    /// <summary>Half a cosine from the initial value to 0 at the last step. Loshchilov and Hutter 2017, arXiv:1608.03983, eq. 5.</summary>
    Cosine,

    /// <summary>Constant for the first 70 % of the steps, then half a cosine to 0, as in Hu et al. 2024, arXiv:2404.06395, §4.</summary>
    Cooldown,

    /// <summary>Multiplied by a factor every so many epochs.</summary>
    Step,

    /// <summary>Multiplied by a factor whenever the loss (on validation rows, where there are any) has not fallen for so many epochs.</summary>
    Plateau,
}
