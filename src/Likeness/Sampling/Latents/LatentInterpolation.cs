namespace Likeness.Sampling.Latents;

/// <summary>Interpolation between two latent vectors.</summary>
public static class LatentInterpolation
{
    // Below this angle linear and spherical interpolation agree up to rounding.
    private const double SmallestAngle = 1e-6;

    /// <summary>Interpolates in equal steps between two latent vectors, both included.</summary>
    /// <param name="from">The first vector.</param>
    /// <param name="to">The last vector, of the same length.</param>
    /// <param name="steps">The number of vectors; at least 2.</param>
    /// <param name="spherical">
    /// Whether to interpolate spherically, which keeps the norm typical of N(0, I), instead of linearly: White 2016,
    /// arXiv:1609.04468, §2.1, after Shoemake 1985.
    /// </param>
    /// <returns>[steps × length].</returns>
    /// <exception cref="ArgumentException">The vectors differ in length.</exception>
    public static float[] Interpolate(
        ReadOnlySpan<float> from,
        ReadOnlySpan<float> to,
        int steps,
        bool spherical = false
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        if (from.Length != to.Length)
        {
            throw new ArgumentException(
                $"The latent vectors have lengths {from.Length} and {to.Length}; they must be equal.",
                nameof(to)
            );
        }

        double angle = spherical ? Angle(from, to) : 0;
        var path = new float[steps * from.Length];
        for (int step = 0; step < steps; step++)
        {
            double t = step / (steps - 1.0);
            var (a, b) =
                angle > SmallestAngle && angle < Math.PI - SmallestAngle
                    ? (Math.Sin((1 - t) * angle) / Math.Sin(angle), Math.Sin(t * angle) / Math.Sin(angle))
                    : (1 - t, t);
            for (int i = 0; i < from.Length; i++)
            {
                path[(step * from.Length) + i] = (float)((a * from[i]) + (b * to[i]));
            }
        }

        return path;
    }

    private static double Angle(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
        }

        return aa == 0 || bb == 0 ? 0 : Math.Acos(Math.Clamp(dot / Math.Sqrt(aa * bb), -1, 1));
    }
}
