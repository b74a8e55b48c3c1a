using Likeness.Compute.Cpu;
using MathNet.Numerics;

namespace Likeness.Modalities.Tables.Datasets;

/// <summary>
/// The distribution of <see cref="OrdersDataset"/>: a chain of conditional probability tables, so that masses and the entropy are exact. The columns are city,
/// country, customer, ordered, express, items, net, shipping, total, status, shipped, rating.
/// </summary>
internal static class OrdersTruth
{
    /// <summary>The number of columns.</summary>
    public const int Width = 12;

    private const double Start = 1_735_689_600; // 2025-01-01, a Wednesday, in seconds since 1970
    private const int Weeks = 52;
    private const int Day = 86_400;
    private const int Hour = 3600;
    private const int Minute = 60;

    // Net amounts in cents: a normal logarithm, rounded, and between these.
    private const int LeastNet = 200;
    private const int MostNet = 60_000;
    private const double NetSpread = 0.35;
    private const int FreeShippingFrom = 5000;

    private static readonly double[] Cities = [0.22, 0.18, 0.15, 0.2, 0.1, 0.15];
    private static readonly int[] CountryOf = [0, 0, 0, 1, 1, 2];
    private static readonly double[][] CustomerIn =
    [
        [0.7, 0.25, 0.05],
        [0.8, 0.12, 0.08],
        [0.5, 0.3, 0.2],
    ];
    private static readonly double[] Weekdays = [0.12, 0.12, 0.14, 0.2, 0.2, 0.12, 0.1];
    private static readonly double[] Hours = [.. Bell(24, 14, 4)];
    private static readonly double[] ExpressFor = [0.15, 0.4, 0.05];
    private static readonly double[][] ItemsFor = [Geometric(12, 0.5), Geometric(12, 0.2), Geometric(12, 0.1)];
    private static readonly double[] LogPriceFor = [2.6, 3.1, 2.2];
    private static readonly double[][] StatusFor =
    [
        [0.1, 0.7, 0.15, 0.05],
        [0.15, 0.8, 0.03, 0.02],
        [0.3, 0.65, 0.03, 0.02],
    ];
    private static readonly double[][] HoursToShip = [Geometric(96, 0.04), Geometric(96, 0.15)];
    private static readonly double[] RatesFor = [0.6, 0.2, 0.4];
    private static readonly double[][] RatingAfter =
    [
        [0.02, 0.05, 0.13, 0.35, 0.45],
        [0.35, 0.3, 0.2, 0.1, 0.05],
    ];

    /// <summary>−E log p in nats.</summary>
    public static double Entropy { get; } = Expected();

    /// <summary>Samples one row.</summary>
    /// <param name="random">Its next numbers are used.</param>
    /// <param name="row">Receives the cells: [<see cref="Width"/>].</param>
    public static void Sample(PhiloxRandom random, Span<double> row)
    {
        int city = Draw(random, Cities);
        int customer = Draw(random, CustomerIn[CountryOf[city]]);
        int day = (7 * random.NextInt(Weeks)) + Draw(random, Weekdays);
        int express = random.NextDouble() < ExpressFor[customer] ? 1 : 0;
        int items = 1 + Draw(random, ItemsFor[customer]);
        (row[0], row[1], row[2]) = (city, CountryOf[city], customer);
        row[3] = Start + (day * Day) + (Draw(random, Hours) * Hour) + (random.NextInt(60) * Minute);
        (row[4], row[5]) = (express, items);
        int net;
        do
        {
            net = (int)Math.Round(100 * Math.Exp(LogNet(customer, items) + (NetSpread * random.NextNormal())));
        } while (net is < LeastNet or > MostNet);

        int shipping = Shipping(express, net);
        (row[6], row[7], row[8]) = (net / 100.0, shipping / 100.0, (net + shipping) / 100.0);
        int status = Draw(random, StatusFor[customer]);
        row[9] = status;
        bool isShipped = IsShipped(status);
        row[10] = isShipped
            ? row[3] + (Draw(random, HoursToShip[express]) * Hour) + (random.NextInt(60) * Minute)
            : double.NaN;
        row[11] =
            isShipped && random.NextDouble() < RatesFor[customer]
                ? 1 + Draw(random, RatingAfter[status - 1])
                : double.NaN;
    }

    /// <summary>log p of a row in nats; −∞ for one that cannot occur.</summary>
    /// <param name="row">The cells: [<see cref="Width"/>].</param>
    public static double LogMass(ReadOnlySpan<double> row)
    {
        var (city, customer, express, items, status) = (
            (int)row[0],
            (int)row[2],
            (int)row[4],
            (int)row[5],
            (int)row[9]
        );
        int net = Cents(row[6]);
        var (day, rest) = Math.DivRem((long)(row[3] - Start), Day);
        bool isShipped = IsShipped(status);
        bool isPossible =
            row[1] == CountryOf[city]
            && day is >= 0 and < 7 * Weeks
            && rest % Minute == 0
            && net is >= LeastNet and <= MostNet
            && Cents(row[7]) == Shipping(express, net)
            && Cents(row[8]) == net + Cents(row[7])
            && double.IsNaN(row[10]) == !isShipped;
        return !isPossible
            ? double.NegativeInfinity
            : Math.Log(Cities[city])
                + Math.Log(At(CustomerIn[CountryOf[city]], customer))
                + Math.Log(Weekdays[day % 7] * Hours[rest / Hour] / (Weeks * 60.0))
                + Math.Log(express == 1 ? ExpressFor[customer] : 1 - ExpressFor[customer])
                + Math.Log(At(ItemsFor[customer], items - 1))
                + Math.Log(NetMass(customer, items, net))
                + Math.Log(At(StatusFor[customer], status))
                + (isShipped ? LogDelay(express, row[10] - row[3]) : 0)
                + LogRating(customer, status, row[11]);
    }

    private static double LogDelay(int express, double seconds) =>
        seconds >= 0 && seconds % Minute == 0
            ? Math.Log(At(HoursToShip[express], (int)(seconds / Hour)) / 60)
            : double.NegativeInfinity;

    private static double LogRating(int customer, int status, double rating) =>
        !IsShipped(status)
            ? double.IsNaN(rating)
                ? 0
                : double.NegativeInfinity
            : double.IsNaN(rating)
                ? Math.Log(1 - RatesFor[customer])
                : Math.Log(RatesFor[customer] * At(RatingAfter[status - 1], (int)rating - 1));

    private static double Expected()
    {
        double[] countries = new double[CustomerIn.Length];
        for (int city = 0; city < Cities.Length; city++)
        {
            countries[CountryOf[city]] += Cities[city];
        }

        double sum = Nats(Cities) + Nats(Weekdays) + Nats(Hours) + Math.Log(Weeks * 60.0);
        for (int country = 0; country < countries.Length; country++)
        {
            sum += countries[country] * Nats(CustomerIn[country]);
        }

        for (int customer = 0; customer < ExpressFor.Length; customer++)
        {
            double share = countries.Select((p, country) => p * CustomerIn[country][customer]).Sum();
            double[] express = [1 - ExpressFor[customer], ExpressFor[customer]];
            double[] status = StatusFor[customer];
            double shipped = status[1] + status[2];
            double own = Nats(express) + Nats(ItemsFor[customer]) + Nats(status);
            own += ItemsFor[customer].Select((p, item) => p * NatsOfNet(customer, item + 1)).Sum();
            own += shipped * (Math.Log(60) + express.Select((p, which) => p * Nats(HoursToShip[which])).Sum());
            own += shipped * Nats([RatesFor[customer], 1 - RatesFor[customer]]);
            own += RatesFor[customer] * ((status[1] * Nats(RatingAfter[0])) + (status[2] * Nats(RatingAfter[1])));
            sum += share * own;
        }

        return sum;
    }

    private static double NatsOfNet(int customer, int items) =>
        Nats([.. Enumerable.Range(LeastNet, MostNet - LeastNet + 1).Select(net => NetMass(customer, items, net))]);

    private static double NetMass(int customer, int items, int net)
    {
        double middle = LogNet(customer, items);
        return (Below(net + 0.5) - Below(net - 0.5)) / (Below(MostNet + 0.5) - Below(LeastNet - 0.5));

        double Below(double cents) =>
            0.5 * SpecialFunctions.Erfc((middle - Math.Log(cents / 100)) / (NetSpread * Math.Sqrt(2)));
    }

    private static double LogNet(int customer, int items) => LogPriceFor[customer] + (0.9 * Math.Log(items));

    private static int Shipping(int express, int net) =>
        express == 1 ? 990
        : net >= FreeShippingFrom ? 0
        : 490;

    private static bool IsShipped(int status) => status is 1 or 2;

    private static int Cents(double amount) => (int)Math.Round(100 * amount);

    private static double At(double[] p, int index) => index >= 0 && index < p.Length ? p[index] : 0;

    private static double Nats(double[] p) => -p.Sum(one => one > 0 ? one * Math.Log(one) : 0);

    private static int Draw(PhiloxRandom random, double[] p)
    {
        double left = random.NextDouble();
        for (int i = 0; i < p.Length - 1; i++)
        {
            left -= p[i];
            if (left < 0)
            {
                return i;
            }
        }

        return p.Length - 1;
    }

    private static double[] Geometric(int count, double stop) =>
        Normalised([.. Enumerable.Range(0, count).Select(n => Math.Pow(1 - stop, n))]);

    private static double[] Bell(int count, double middle, double width) =>
        Normalised([.. Enumerable.Range(0, count).Select(n => Math.Exp(-0.5 * Math.Pow((n - middle) / width, 2)))]);

    private static double[] Normalised(double[] weights) => [.. weights.Select(weight => weight / weights.Sum())];
}
