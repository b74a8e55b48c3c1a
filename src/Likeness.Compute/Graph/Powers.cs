namespace Likeness.Compute.Graph;

/// <content>Powers.</content>
public sealed partial class Tensor
{
    /// <summary>
    /// x to a constant power. A whole power is a product, of either sign of x; ½ and −½ are roots. Any other power is exp(p log x), NaN below 0, with
    /// a relative error of |p log x| · 6e-8, and its gradient at 0 is NaN.
    /// </summary>
    /// <param name="power">The power p; x⁰ is 1 everywhere.</param>
    public Tensor Pow(float power)
    {
        if (power is 0.5f or -0.5f)
        {
            return power > 0 ? Sqrt() : Sqrt().Reciprocal();
        }

        if (power == 0)
        {
            return Ones(Shape);
        }

        return power == MathF.Floor(power) && MathF.Abs(power) <= MaxWhole
            ? Whole((int)Math.Abs(power), isInverse: power < 0)
            : (Log() * power).Exp();
    }

    /// <summary>x to a power that is a tensor, broadcast: exp(p log x), for x above 0; 0 to a positive power is 0, and below 0 the result is NaN.</summary>
    public Tensor Pow(Tensor power) => (Log() * power).Exp();

    // 20 squarings.
    private const float MaxWhole = 1 << 20;

    // By repeated squaring (Knuth 1997, volume 2, §4.6.3).
    private Tensor Whole(int power, bool isInverse)
    {
        Tensor? product = null;
        Tensor square = this;
        for (int rest = power; ; rest >>= 1)
        {
            if ((rest & 1) != 0)
            {
                product = product is null ? square : product * square;
            }

            if (rest <= 1)
            {
                return isInverse ? product!.Reciprocal() : product!;
            }

            square = square.Square();
        }
    }
}
