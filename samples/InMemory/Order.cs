using Likeness.Compute.Cpu;

namespace InMemory;

/// <summary>A parcel's size.</summary>
public enum Size
{
    /// <summary>Up to 2 kg.</summary>
    Small,

    /// <summary>Above 2 kg.</summary>
    Large,
}

/// <summary>An order of a shop.</summary>
/// <param name="Price">In euros.</param>
/// <param name="Size">The size of the parcel.</param>
/// <param name="Country">Where it is sent.</param>
/// <param name="Placed">When it was placed.</param>
/// <param name="Rating">Stars from 1 to 5; null for none.</param>
public sealed record Order(decimal Price, Size Size, string Country, DateTime Placed, int? Rating)
{
    /// <summary>Invented orders: large parcels cost more, and are rated less often.</summary>
    /// <param name="count">Their number.</param>
    public static List<Order> Examples(int count)
    {
        var random = new PhiloxRandom(seed: 1, stream: 0);
        string[] countries = ["NL", "DE", "FR", "BE"];
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                {
                    var size = random.NextDouble() < 0.3 ? Size.Large : Size.Small;
                    double price = (size == Size.Large ? 60 : 20) * Math.Exp(0.4 * random.NextNormal());
                    bool isRated = random.NextDouble() < (size == Size.Large ? 0.3 : 0.6);
                    return new Order(
                        Math.Round((decimal)price, 2),
                        size,
                        countries[Math.Min(3, (int)Math.Abs(1.5 * random.NextNormal()))],
                        new DateTime(2025, 1, 1).AddMinutes(random.NextInt(500_000)),
                        isRated ? 5 - Math.Min(4, (int)Math.Abs(1.3 * random.NextNormal())) : null
                    );
                }),
        ];
    }
}
