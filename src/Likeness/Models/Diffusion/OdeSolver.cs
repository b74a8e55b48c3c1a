namespace Likeness.Models.Diffusion;

/// <summary>How one step of a differential equation dx/dt = v(x, t) is taken; explicit rules of Runge and Kutta.</summary>
public enum OdeSolver
{
    /// <summary>x + h v(x, t): order 1, one evaluation a step.</summary>
    Euler,

    /// <summary>The slope of the middle of an Euler step: order 2, two evaluations.</summary>
    Midpoint,

    /// <summary>The mean of the slopes at both ends of an Euler step, the trapezoidal rule: order 2, two evaluations.</summary>
    Heun,

    /// <summary>The classical rule of order 4: four evaluations.</summary>
    Rk4,
}
