using Likeness.Compute.Cpu;

namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>
/// Five arms that are twisted by the distance from the centre: (a, b) with a ~ N(1, 0.3²), b ~ N(0, 0.1²) is rotated clockwise by
/// 2πk / 5 + eᵃ / 4 and doubled. Johnson et al. 2016, arXiv:1603.06277, §5, with the parameters of Grathwohl et al. 2019.
/// </summary>
[Dataset("pinwheel", Summary = "five twisted arms; density known")]
public sealed class Pinwheel : TwoDimensionalDataset
{
    private const int Arms = 5;
    private const double Radial = 0.3;
    private const double Tangential = 0.1;
    private const double Rate = 0.25;
    private const double Scale = 2;

    // Angles between which roots are searched.
    private const int Sectors = 256;
    private const int Halvings = 60;

    /// <summary>By quadrature, tests/golden/two_dimensional_densities.py.</summary>
    public override double Entropy => 2.317788;

    private protected override (double X, double Y) Sample(PhiloxRandom random)
    {
        double a = 1 + (Radial * random.NextNormal());
        double b = Tangential * random.NextNormal();
        double turn = (2 * Math.PI * random.NextInt(Arms) / Arms) + (Rate * Math.Exp(a));
        var (sin, cos) = Math.SinCos(turn);
        return (Scale * ((a * cos) + (b * sin)), Scale * ((b * cos) - (a * sin)));
    }

    // In polar coordinates the distance ρ is unchanged and the angle φ maps to ψ = φ − 2πk/5 − e^(ρ cos φ) / 4: a sum over all φ that
    // map to the point's ψ, each with its density divided by |dψ/dφ|.
    private protected override double LogDensity(double x, double y)
    {
        double rho = Math.Sqrt((x * x) + (y * y)) / Scale;
        double psi = Math.Atan2(y, x);
        double sum = 0;
        for (int arm = 0; arm < Arms; arm++)
        {
            double wanted = psi + (2 * Math.PI * arm / Arms);
            double before = Miss(-Math.PI, rho, wanted);
            for (int sector = 1; sector <= Sectors; sector++)
            {
                double phi = -Math.PI + (2 * Math.PI * sector / Sectors);
                double after = Miss(phi, rho, wanted);
                // A change of sign is a root, unless it is the jump by 2π.
                if (before < 0 != after < 0 && Math.Abs(before - after) < Math.PI)
                {
                    sum += At(Root(phi - (2 * Math.PI / Sectors), phi, rho, wanted), rho);
                }

                before = after;
            }
        }

        return Math.Log(sum / Arms / (Scale * Scale));
    }

    // ψ(φ) − wanted, brought to −π … π.
    private static double Miss(double phi, double rho, double wanted)
    {
        double turns = (phi - (Rate * Math.Exp(rho * Math.Cos(phi))) - wanted) / (2 * Math.PI);
        return 2 * Math.PI * (turns - Math.Round(turns));
    }

    private static double Root(double low, double high, double rho, double wanted)
    {
        bool rising = Miss(low, rho, wanted) < 0;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Miss(middle, rho, wanted) < 0 == rising ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    // The density of (a, b) = ρ (cos φ, sin φ) over |dψ/dφ|.
    private static double At(double phi, double rho)
    {
        var (sin, cos) = Math.SinCos(phi);
        double a = ((rho * cos) - 1) / Radial;
        double b = rho * sin / Tangential;
        double slope = 1 + (Rate * rho * sin * Math.Exp(rho * cos));
        return Math.Exp(-((a * a) + (b * b)) / 2) / (2 * Math.PI * Radial * Tangential * Math.Abs(slope));
    }
}
