using System.Numerics;
using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>The patterns of IPv4 addresses: leading numbers that many addresses have in common, such as those of a network, stay, and the others are any octets.</summary>
internal static class AddressPatterns
{
    private const int Count = 4; // octets
    private const int MinAddresses = 20;
    private const int MinRows = 5; // addresses of a number that is not rare
    private const double MaxRare = 0.05;
    private const int Room = 10; // possible addresses for each of the data

    /// <summary>Whether a text is an IPv4 address.</summary>
    public static bool Are(string text)
    {
        string[] octets = text.Split('.');
        return octets.Length == Count && Array.TrueForAll(octets, octet => Octets.IsOctet(octet));
    }

    /// <summary>The pattern of addresses; null where some text is none, or where there are few.</summary>
    /// <param name="texts">Different texts.</param>
    public static KeyPattern? Find(IReadOnlyList<string> texts)
    {
        if (texts.Count < MinAddresses || !texts.All(Are))
        {
            return null;
        }

        string[][] octets = [.. texts.Select(text => text.Split('.'))];
        int kept = 0;
        while (kept < Count - 1 && Repeats(octets, kept))
        {
            kept++;
        }

        for (; kept >= 0; kept--)
        {
            var pattern = Pattern(octets, kept);
            int different = octets.Select(one => string.Join('.', one.Skip(kept))).Distinct().Count();
            if (kept == 0 || pattern.Size >= (BigInteger)Room * different)
            {
                return pattern;
            }
        }

        return null;
    }

    // Few addresses have a number of their own.
    private static bool Repeats(string[][] octets, int place)
    {
        int rare = octets.CountBy(one => one[place]).Where(one => one.Value < MinRows).Sum(one => one.Value);
        return rare <= MaxRare * octets.Length;
    }

    private static KeyPattern Pattern(string[][] octets, int kept)
    {
        var places = new List<string>();
        var levels = new List<IReadOnlyList<string>>();
        for (int i = 0; i < Count; i++)
        {
            string[] seen =
            [
                .. octets
                    .Select(one => one[i])
                    .Distinct()
                    .OrderBy(one => one.Length)
                    .ThenBy(one => one, StringComparer.Ordinal),
            ];
            if (i > 0)
            {
                places.Add(".");
            }

            if (i >= kept)
            {
                places.Add(
                    CharacterClasses.Named(seen.Contains("0") || seen.Contains("255") ? Octets.All : Octets.Hosts)
                );
            }
            else if (seen is [var only])
            {
                places.AddRange(only.Select(digit => $"{digit}"));
            }
            else
            {
                places.Add($"{KeyParts.Slot(levels.Count)}");
                levels.Add(seen);
            }
        }

        return KeyPattern.Placed([.. places]).With(levels);
    }
}
