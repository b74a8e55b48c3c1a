namespace Likeness.Models.Diffusion;

/// <summary>Explicit Runge–Kutta methods for dx/dt = v(x, t).</summary>
public enum OdeSolver
{
    /// <summary>x + h v(x, t): order 1, one evaluation per step.</summary>
    Euler,

    /// <summary>The slope at the middle of an Euler step: order 2, two evaluations.</summary>
    Midpoint,

    /// <summary>The mean of the slopes at both ends of an Euler step, the trapezoidal rule: order 2, two evaluations.</summary>
    Heun,

    /// <summary>The classical method of order 4: four evaluations.</summary>
    Rk4,
}
