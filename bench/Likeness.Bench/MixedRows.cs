using System.Globalization;
using System.Text;
using Likeness.Compute.Cpu;

namespace Likeness.Bench;

/// <summary>A CSV file of 20 columns as people have them: keys, numbers, money, categories, booleans, dates, times, durations and missing values.</summary>
internal static class MixedRows
{
    private const string Names =
        "id,customer,age,income,price,quantity,score,city,country,product,segment,channel,paid,member,ordered,shipped,waited,latitude,rating,note";

    private static readonly string[] Countries = ["DE", "FR", "US", "IT", "ES", "PL", "NL", "BE", "AT", "CH"];
    private static readonly string[] Segments = ["consumer", "corporate", "home office"];
    private static readonly string[] Channels = ["web", "shop", "phone", "partner"];
    private static readonly DateTime Start = new(2020, 1, 1);

    /// <summary>Writes the file; the same rows every time.</summary>
    public static void Write(string path, int rows)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        file.WriteLine(Names);
        var random = new PhiloxRandom(7, 0);
        var line = new StringBuilder();
        for (int row = 0; row < rows; row++)
        {
            line.Clear();
            Append(line, random, row);
            file.WriteLine(line);
        }
    }

    private static void Append(StringBuilder line, PhiloxRandom random, int row)
    {
        int customer = random.NextInt(30_000);
        int city = random.NextInt(400);
        bool isMember = random.NextDouble() < 0.3;
        double age = Math.Clamp(45 + (15 * random.NextNormal()), 18, 95);
        double price = Math.Exp(3 + random.NextNormal());
        var ordered = Start.AddSeconds(random.NextInt(150_000_000));
        var waited = TimeSpan.FromSeconds(random.NextInt(80_000));
        line.Append(
            CultureInfo.InvariantCulture,
            $"ORD-{row + 1:0000000},C{customer:00000},{(random.NextDouble() < 0.05 ? "" : $"{age:0}")},{age * 700 * Math.Exp(0.3 * random.NextNormal()):0},"
        );
        line.Append(
            CultureInfo.InvariantCulture,
            $"{price:0.00},{1 + random.NextInt(9)},{random.NextNormal():R},City {city},{Countries[city % 10]},product {random.NextInt(1500)},"
        );
        line.Append(
            CultureInfo.InvariantCulture,
            $"{Segments[isMember ? 0 : random.NextInt(3)]},{Channels[random.NextInt(4)]},{(price < 50 ? "yes" : "no")},{isMember},"
        );
        line.Append(
            CultureInfo.InvariantCulture,
            $"{ordered:yyyy-MM-dd HH:mm:ss},{(random.NextDouble() < 0.1 ? "" : $"{ordered + waited:yyyy-MM-dd}")},{waited:hh\\:mm\\:ss},{48 + (0.1 * city):0.00000},"
        );
        line.Append(random.NextDouble() < 0.2 ? "NA" : $"{1 + random.NextInt(5)}");
        line.Append(random.NextDouble() < 0.02 ? ",\"late, called back\"" : ",");
    }
}
