namespace Likeness.Models.Diffusion;

/// <summary>How a model of the diffusion family samples.</summary>
public enum DenoisingSampler
{
    /// <summary>As the model's paper does.</summary>
    Default,

    /// <summary>Each step goes to the predicted row with less of the predicted noise. Song et al. 2021, arXiv:2010.02502, eq. 12 with σ = 0.</summary>
    Ddim,

    /// <summary>The same with new noise, as much as the noise process has between the two levels; ibid., eq. 16 with η = 1.</summary>
    Ancestral,

    /// <summary>The trapezoidal rule, two passes of the network per step. Karras et al. 2022, arXiv:2206.00364, algorithm 1.</summary>
    Heun,

    /// <summary>DPM-Solver++(2M), order 2 with one pass per step. Lu et al. 2022, arXiv:2211.01095, algorithm 2.</summary>
    DpmSolver,

    /// <summary>Each ancestral step is followed by a step of Langevin dynamics. Song et al. 2021, arXiv:2011.13456, algorithms 2 and 4.</summary>
    Langevin,
}
